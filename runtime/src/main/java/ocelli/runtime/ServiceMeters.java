package ocelli.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The meters that all services have, by the same names: {@code ocelli_received_total}, {@code
 * ocelli_done_total}, {@code ocelli_failed_total{reason}}, {@code ocelli_duration_seconds}, {@code
 * ocelli_lag_records{topic,partition}}, each with the label {@code service}.
 */
public final class ServiceMeters {
  private final MeterRegistry registry;
  private final String service;
  private final Counter received;
  private final Counter done;
  private final Timer duration;
  private final ConcurrentMap<String, AtomicLong> lags = new ConcurrentHashMap<>();

  ServiceMeters(MeterRegistry registry, String service) {
    this.registry = registry;
    this.service = service;
    this.received = registry.counter("ocelli.received", "service", service);
    this.done = registry.counter("ocelli.done", "service", service);
    this.duration =
        Timer.builder("ocelli.duration")
            .tag("service", service)
            .publishPercentileHistogram()
            .register(registry);
  }

  /** Some records or requests came in. */
  public void received(long count) {
    received.increment((double) count);
  }

  /** Some were dealt with. */
  public void done(long count) {
    done.increment((double) count);
  }

  /** One could not be dealt with, for a reason from a small fixed set. */
  public void failed(String reason) {
    registry.counter("ocelli.failed", "service", service, "reason", reason).increment();
  }

  /** One took this long. */
  public void took(Duration time) {
    duration.record(time);
  }

  /** How many records of a partition are not yet read. */
  public void lag(String topic, int partition, long records) {
    lags.computeIfAbsent(topic + "-" + partition, key -> lagGauge(topic, partition)).set(records);
  }

  /** The registry, for meters that only one service has. */
  public MeterRegistry registry() {
    return registry;
  }

  private AtomicLong lagGauge(String topic, int partition) {
    AtomicLong value = new AtomicLong();
    Gauge.builder("ocelli.lag.records", value, AtomicLong::doubleValue)
        .tag("service", service)
        .tag("topic", topic)
        .tag("partition", Integer.toString(partition))
        .register(registry);
    return value;
  }
}
