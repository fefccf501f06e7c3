package ocelli.push.actor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts events that came by sequence number before the tag query had them: {@code
 * ocelli_push_fetched_total{reason}}, nudge where a writer said so, check where a number was
 * missing or the journal had more. And {@code ocelli_push_gaps_total}: events that came while one
 * before them was missing.
 */
final class FetchedMeter {
  private final Counter nudged;
  private final Counter checked;
  private final Counter gaps;

  FetchedMeter(MeterRegistry registry) {
    this.nudged = registry.counter("ocelli.push.fetched", "reason", "nudge");
    this.checked = registry.counter("ocelli.push.fetched", "reason", "check");
    this.gaps = registry.counter("ocelli.push.gaps");
  }

  void gap() {
    gaps.increment();
  }

  void count(boolean check) {
    (check ? checked : nudged).increment();
  }
}
