package ocelli.summaries.actor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What only summaries count: contradictions, and inputs that came too late. Thread-safe. */
public final class SummariesMeters {
  private final MeterRegistry registry;
  private final Counter late;

  public SummariesMeters(MeterRegistry registry) {
    this.registry = registry;
    this.late = registry.counter("ocelli.summaries.late");
  }

  /** Two inputs contradicted each other in a field; the larger value was taken. */
  void conflict(String field) {
    registry.counter("ocelli.summaries.conflicts", "field", field).increment();
  }

  /** Inputs for forgotten transactions were ignored. */
  void late(int count) {
    late.increment(count);
  }
}
