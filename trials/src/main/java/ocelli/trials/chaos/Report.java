package ocelli.trials.chaos;

import java.io.PrintStream;
import java.time.Duration;
import ocelli.trials.checker.Figures;
import ocelli.trials.checker.Verdict;

/** A verdict on paper. */
final class Report {
  private static final int SHOWN = 5; // violations of one invariant: the rest is in the log

  private Report() {}

  static void print(String trial, Verdict verdict, PrintStream out) {
    out.println(trial + (verdict.holds() ? ": all invariants hold" : ": VIOLATED"));
    print(verdict.figures(), out);
    for (Verdict.Finding finding : verdict.findings()) {
      String state = finding.holds() ? "ok" : finding.violations().size() + " VIOLATIONS";
      out.printf("   %-3s %-62s %s%n", finding.invariant(), finding.promise(), state);
      finding.violations().stream().limit(SHOWN).forEach(line -> out.println("       " + line));
    }
  }

  private static void print(Figures figures, PrintStream out) {
    out.printf(
        "   acknowledged %d images, refused with 503 %d; webhooks %d, firehose %d messages%n",
        figures.acknowledged(), figures.refused(), figures.webhooks(), figures.firehose());
    out.printf(
        "   pushed again %d, again under a new cursor %d; longest without an acknowledgement %s; "
            + "all answered %s after the last fault%n",
        figures.pushedAgain(),
        figures.renewed(),
        seconds(figures.acknowledgementGap()),
        figures.recovery().map(Report::seconds).orElse("never"));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
