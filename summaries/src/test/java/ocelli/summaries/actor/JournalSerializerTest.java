package ocelli.summaries.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import java.io.NotSerializableException;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Published;
import ocelli.summaries.journal.v1m0.Snapshot;
import ocelli.testkit.MessageGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalSerializerTest {
  private static final List<Message> TYPES =
      List.of(
          Advanced.getDefaultInstance(),
          Published.getDefaultInstance(),
          Snapshot.getDefaultInstance());

  /** Written by v1m0: next offset 17, log time 42, a closing of transaction t by shop, complete. */
  private static final String ADVANCED_V1M0 = "CBEQKiIVCgRzaG9wEgF0Kghjb21wbGV0ZTAq";

  private final JournalSerializer serializer = new JournalSerializer();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void read_whatWasWritten_same(long seed) throws Exception {
    MessageGenerator generator = new MessageGenerator(new SplittableRandom(seed));
    for (Message type : TYPES) {
      for (int i = 0; i < 50; i++) {
        Message message = generator.next(type);
        byte[] bytes = serializer.toBinary(message);
        assertThat(serializer.fromBinary(bytes, serializer.manifest(message))).isEqualTo(message);
      }
    }
  }

  @Test
  void read_bytesOfTheFirstVersion_understood() throws Exception {
    Advanced expected =
        Advanced.newBuilder()
            .setNextOffset(17)
            .setLogTimeMicros(42)
            .addClosings(
                Closing.newBuilder()
                    .setClient("shop")
                    .setTransaction("t")
                    .setClosedBy("complete")
                    .setClosedAtMicros(42))
            .build();
    byte[] recorded = Base64.getDecoder().decode(ADVANCED_V1M0);
    assertThat(serializer.fromBinary(recorded, "a1")).isEqualTo(expected);
    assertThat(serializer.toBinary(expected)).isEqualTo(recorded);
  }

  @Test
  void read_unknownManifest_refused() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "z9"))
        .isInstanceOf(NotSerializableException.class);
  }
}
