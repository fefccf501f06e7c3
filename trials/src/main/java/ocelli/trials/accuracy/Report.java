package ocelli.trials.accuracy;

import java.io.PrintStream;
import java.util.Locale;

/** Prints each figure beside its limit and remembers whether all were kept. */
final class Report {
  private final PrintStream out;
  private boolean kept = true;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(String title) {
    out.printf(Locale.ROOT, "%n%-62s %12s %16s%n", title, "measured", "limit");
  }

  /** A count that must reach its limit. */
  void atLeast(String what, long measured, long limit) {
    line(what, Long.toString(measured), "at least " + limit, measured >= limit);
  }

  /** A count that must not pass its limit. */
  void atMost(String what, long measured, long limit) {
    line(what, Long.toString(measured), "at most " + limit, measured <= limit);
  }

  /** A count that must be just this. */
  void exactly(String what, long measured, long expected) {
    line(what, Long.toString(measured), "exactly " + expected, measured == expected);
  }

  /** A share that must not pass its limit; both from 0 to 1, printed in per cent. */
  void share(String what, double measured, double limit) {
    line(what, percent(measured), "at most " + percent(limit), measured <= limit);
  }

  /** A figure without a limit. */
  void figure(String what, double measured) {
    out.printf(Locale.ROOT, "  %-60s %12.2f%n", what, measured);
  }

  /** A share worth a look, and what it belongs to. */
  void note(String what, double share, String about) {
    out.printf(Locale.ROOT, "  %-60s %12s   %s%n", what, percent(share), about);
  }

  /** Something worth a look. */
  void note(String what, String about) {
    out.printf(Locale.ROOT, "  %-60s %s%n", what, about);
  }

  boolean allKept() {
    return kept;
  }

  private void line(String what, String measured, String limit, boolean good) {
    kept &= good;
    String verdict = good ? "ok" : "MISSED";
    out.printf(Locale.ROOT, "  %-60s %12s %16s   %s%n", what, measured, limit, verdict);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
