package ocelli.firehose.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.authz.verify.Claims;
import ocelli.firehose.core.Filter;
import ocelli.firehose.core.Format;
import ocelli.firehose.core.From;
import ocelli.firehose.core.JournalRow;
import ocelli.firehose.core.Page;
import ocelli.firehose.core.Resumption;
import ocelli.firehose.core.Word;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldConnectionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Claims CLAIMS =
      new Claims(
          new ClientId("camera"),
          "token",
          NOW,
          NOW.plusSeconds(900),
          false,
          Map.of(),
          Optional.empty());

  private final ActorTestKit kit = ActorTestKit.create();

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void chunks_clockAheadForALine_theNextDoesNotWaitForThatTime() throws Exception {
    double unlimited = Double.POSITIVE_INFINITY;
    Opening opening = new Opening(new From.Latest(), unlimited, unlimited, Filter.NONE);
    List<String> lines =
        HeldConnection.chunks(CLAIMS, opening, 0, Format.NDJSON, new JumpingPorts())
            .take(3)
            .map(chunk -> chunk.utf8String().strip())
            .runWith(Sink.seq(), kit.system())
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    assertThat(lines).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
  }

  /** A row at each reading; while the second is sent the clock is an hour ahead. */
  private static final class JumpingPorts implements HeldPorts {
    private Instant time = NOW;

    @Override
    public CompletionStage<Page> read(ClientId client, long position) {
      long cursor = position + 1;
      time = cursor == 2 ? NOW.plus(Duration.ofHours(1)) : NOW;
      ByteString body = ByteString.copyFromUtf8("{\"n\":" + cursor + "}");
      JournalRow row =
          new JournalRow(client, cursor, OptionalLong.empty(), NOW, "ocr.v1m0.Text", "t", body);
      Page page = new Page.Rows(List.of(row));
      return CompletableFuture.completedFuture(page);
    }

    @Override
    public Clock clock() {
      return new Clock() {
        @Override
        public Instant instant() {
          return time;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
    }

    @Override
    public boolean revoked(Claims claims) {
      return false;
    }

    @Override
    public CompletionStage<Done> after(Duration time) {
      return new CompletableFuture<>(); // whoever waits, waits for good
    }

    @Override
    public Duration heartbeat() {
      return Duration.ofMinutes(10);
    }

    @Override
    public void join(ClientId client) {}

    @Override
    public void leave(ClientId client) {}

    @Override
    public CompletionStage<Resumption> open(ClientId client, From from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<OptionalLong> oldest(ClientId client) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Word> ask(ClientId client, long position) {
      throw new UnsupportedOperationException();
    }
  }
}
