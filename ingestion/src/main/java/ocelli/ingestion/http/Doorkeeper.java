package ocelli.ingestion.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says whether images can be taken now at all, from what others watch: it asks nobody.
 *
 * @param stopping whether this process drains
 * @param clockWrong how this process's clock differs from the log's
 * @param brokerAway what is wrong with the broker
 * @param overdue how long an image would wait, where that is too long
 * @param serviceLevel the longest wait that is not
 */
public record Doorkeeper(
    Supplier<Boolean> stopping,
    Supplier<Optional<String>> clockWrong,
    Supplier<Optional<String>> brokerAway,
    Supplier<Optional<Duration>> overdue,
    Duration serviceLevel) {

  /** A refusal where not even a token can be judged, for nobody knows what time it is. */
  <T> Optional<Outcome<T>> lost() {
    return clockWrong.get().map(Refusals::clockWrong);
  }

  /** A refusal where the door is closed. */
  <T> Optional<Outcome<T>> closed() {
    if (stopping.get()) {
      return Optional.of(Refusals.draining());
    }
    Optional<Outcome<T>> lost = lost();
    if (lost.isPresent()) {
      return lost;
    }
    if (brokerAway.get().isPresent()) {
      return Optional.of(Refusals.brokerUnavailable());
    }
    return overdue.get().map(wait -> Refusals.overdue(wait, serviceLevel));
  }
}
