package ocelli.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ocelli.client.TestTime;
import ocelli.client.core.Message;
import ocelli.client.firehose.FirehoseEnd;
import ocelli.client.firehose.FirehoseListener;
import ocelli.client.firehose.FirehoseOptions;
import ocelli.client.firehose.FirehoseReader;
import ocelli.client.firehose.Readers;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a connection does to the lines, a program gets each message once and in order. */
@Timeout(120)
class FaultyFirehoseTest {
  private static final Duration SILENCE = Duration.ofMillis(500);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void read_anyHarm_losesNothingAndTellsNothingTwice(long seed) throws Exception {
    FaultyFirehose firehose = new FaultyFirehose(seed);
    try (RawServer server = new RawServer(firehose)) {
      Program program = new Program(firehose.ids().size());
      FirehoseReader reader =
          Readers.reader(
              server.url(),
              FirehoseOptions.from("earliest"),
              program,
              TestTime.start().retries(),
              SILENCE);
      CompletableFuture<FirehoseEnd> end = reader.start();
      program.reader.complete(reader);
      assertThat(end.get(100, TimeUnit.SECONDS)).isInstanceOf(FirehoseEnd.Closed.class);
      assertThat(program.ids).isEqualTo(firehose.ids());
    }
  }

  private static final class Program implements FirehoseListener {
    private final CompletableFuture<FirehoseReader> reader = new CompletableFuture<>();
    private final List<String> ids = new ArrayList<>();
    private final int expected;

    Program(int expected) {
      this.expected = expected;
    }

    @Override
    public void onMessage(Message message) {
      ids.add(message.id());
      if (ids.size() >= expected) {
        reader.join().close();
      }
    }
  }
}
