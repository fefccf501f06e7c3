package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.http.javadsl.model.sse.ServerSentEvent;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class QueueEventsTest {
  private static final ActorSystem SYSTEM = ActorSystem.create("queue-events");

  @AfterAll
  static void end() {
    SYSTEM.terminate();
  }

  @Test
  void told_nothingKnownYet_saysThatItIsOpen() throws Exception {
    ServerSentEvent first = soon(QueueRoutes.told(Source.never()).runWith(Sink.head(), SYSTEM));

    assertThat(first).isEqualTo(ServerSentEvent.heartbeat());
  }

  @Test
  void told_thenHowTheJobStands() throws Exception {
    JobStatus status =
        new JobStatus(
            new ClientId("reader"),
            new JobId(new UUID(0, 1)),
            Progress.queued(),
            OptionalLong.empty(),
            Optional.empty());

    List<ServerSentEvent> events =
        soon(QueueRoutes.told(Source.single(status)).runWith(Sink.seq(), SYSTEM));

    assertThat(events)
        .containsExactly(
            ServerSentEvent.heartbeat(),
            ServerSentEvent.create(status.json().toString(), "progress"));
  }

  private static <T> T soon(CompletionStage<T> result) throws Exception {
    return result.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
