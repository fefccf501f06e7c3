package ocelli.ingestion.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of one image on their way in.
 *
 * @param data to be run once: read or let go
 * @param length as the client declares it; empty where it does not
 * @param overrunBytes how much beyond the limit is still read, so that the client hears the answer
 * @param awaitsGo the client sends nothing before it is told to (Expect: 100-continue)
 */
record IncomingBody(
    Source<ByteString, ?> data, OptionalLong length, long overrunBytes, boolean awaitsGo) {
  private static final Duration FAREWELL = Duration.ofSeconds(5); // Akka's own for a dying stream

  private static final Duration A_DAY = Duration.ofDays(1); // longer than any connection's idleness
  private static final Duration SOON = Duration.ofMillis(400); // refusals are said within a second
  private static final long WHATEVER = Long.MAX_VALUE / 2;

  static IncomingBody of(HttpRequest request, int maxBytes) {
    HttpEntity entity = request.entity().withoutSizeLimit();
    return new IncomingBody(
        entity.getDataBytes(),
        entity.getContentLengthOption(),
        maxBytes,
        request.getHeader("Expect").isPresent());
  }

  /** A part: whatever its size, the next one comes only after it. */
  static IncomingBody ofPart(HttpEntity entity) {
    return new IncomingBody(entity.getDataBytes(), OptionalLong.empty(), WHATEVER, false);
  }

  /**
   * Lets the body go without keeping it: within bounds, or not at all where none was sent yet.
   *
   * @return when it is gone, or soon: an answer before the body's end closes the connection, and a
   *     client that still sends may not hear it
   */
  CompletionStage<Done> letGo(ActorSystem<?> system) {
    if (awaitsGo) {
      data.runWith(Sink.cancelled(), system);
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return data.takeWithin(isPart() ? A_DAY : FAREWELL)
        .limitWeighted(overrunBytes * 2, chunk -> (long) chunk.size())
        .runWith(Sink.ignore(), system)
        .exceptionally(failure -> Done.getInstance())
        .toCompletableFuture()
        .completeOnTimeout(Done.getInstance(), SOON.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isPart() {
    return overrunBytes == WHATEVER;
  }
}
