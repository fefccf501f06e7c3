package ocelli.allinone;

import java.lang.management.ManagementFactory;
import java.util.StringJoiner;

/** Says how long starting took, part by part, on stderr. */
final class Stopwatch {
  private final StringJoiner parts = new StringJoiner(", ");
  private final long startedAtMillis;
  private long lastMillis;

  private Stopwatch(long startedAtMillis) {
    this.startedAtMillis = startedAtMillis;
    this.lastMillis = startedAtMillis;
  }

  static Stopwatch sinceProcessStart() {
    Stopwatch watch = new Stopwatch(ManagementFactory.getRuntimeMXBean().getStartTime());
    watch.lap("JVM");
    return watch;
  }

  /** The time since the lap before was for this part. */
  void lap(String part) {
    long now = System.currentTimeMillis();
    parts.add(part + " " + (now - lastMillis) + " ms");
    lastMillis = now;
  }

  void report() {
    System.err.println("ocelli: ready in " + (lastMillis - startedAtMillis) + " ms: " + parts);
  }
}
