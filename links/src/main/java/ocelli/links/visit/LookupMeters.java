package ocelli.links.visit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who answered a lookup, and in how long: {@code ocelli_links_lookup_seconds{source}}. */
public final class LookupMeters {
  private static final Logger LOG = LoggerFactory.getLogger("ocelli.links.lookup");

  private final Timer cache;
  private final Timer database;
  private final Timer check;

  /** Meters in that registry. */
  public LookupMeters(MeterRegistry registry) {
    this.cache = timer(registry, "cache");
    this.database = timer(registry, "database");
    this.check = timer(registry, "check");
  }

  void byCache(String code, long nanos) {
    took(cache, "cache", code, nanos);
  }

  void byDatabase(String code, long nanos) {
    took(database, "database", code, nanos);
  }

  /** The check character told that it is no code of ours. */
  void byCheck(String code, long nanos) {
    took(check, "check", code, nanos);
  }

  private static void took(Timer timer, String source, String code, long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} answered by {} in {} µs", printable(code), source, nanos / 1000);
    }
  }

  /** A visitor chose it, so it must not write lines of its own. */
  private static String printable(String code) {
    String safe = code.replaceAll("[^0-9A-Za-z]", "?");
    return safe.length() > 40 ? safe.substring(0, 40) : safe; // the longest code of a row
  }

  private static Timer timer(MeterRegistry registry, String source) {
    return Timer.builder("ocelli.links.lookup")
        .tag("source", source)
        .publishPercentileHistogram()
        .register(registry);
  }
}
