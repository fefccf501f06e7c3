package ocelli.ingestion.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says whether images can be taken now at all, from what others watch: it asks nobody.
 *
 * @param stopping whether this process drains
 * @param brokerAway what is wrong with the broker
 * @param overdue how long an image would wait, where that is too long
 * @param serviceLevel the longest wait that is not
 */
public record Doorkeeper(
    Supplier<Boolean> stopping,
    Supplier<Optional<String>> brokerAway,
    Supplier<Optional<Duration>> overdue,
    Duration serviceLevel) {

  /** A refusal where the door is closed. */
  <T> Optional<Outcome<T>> closed() {
    if (stopping.get()) {
      return Optional.of(Refusals.draining());
    }
    if (brokerAway.get().isPresent()) {
      return Optional.of(Refusals.brokerUnavailable());
    }
    return overdue.get().map(wait -> Refusals.overdue(wait, serviceLevel));
  }
}
