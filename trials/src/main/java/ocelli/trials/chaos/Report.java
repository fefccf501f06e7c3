package ocelli.trials.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import ocelli.trials.checker.Figures;
import ocelli.trials.checker.Verdict;

/** A verdict on paper. */
final class Report {
  private static final int SHOWN = 5; // violations of one invariant: the rest is in the log

  private Report() {}

  static void print(String trial, Verdict verdict, PrintStream out) {
    out.println();
    out.println(trial + (verdict.holds() ? ": all invariants hold" : ": VIOLATED"));
    print(verdict.figures(), out);
    verdict.figures().faults().forEach(fault -> print(fault, out));
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

  /** The figures of several trials as a table in Markdown. */
  static void table(Map<String, Verdict> verdicts, PrintStream out) {
    out.println();
    out.println(
        "| trial | acknowledged | delivered by webhook, firehose | lost | pushed again"
            + " | under a new cursor | 503 | longest gap | all answered after | |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    verdicts.forEach(
        (trial, verdict) -> {
          Figures figures = verdict.figures();
          out.printf(
              "| %s | %d | %d, %d | %d | %d | %d | %d | %s | %s | %s |%n",
              trial,
              figures.acknowledged(),
              figures.webhooks(),
              figures.firehose(),
              verdict.lost(),
              figures.pushedAgain(),
              figures.renewed(),
              figures.refused(),
              seconds(figures.acknowledgementGap()),
              figures.recovery().map(Report::seconds).orElse("never"),
              verdict.holds() ? "held" : "VIOLATED");
        });
  }

  private static void print(Figures.Fault fault, PrintStream out) {
    out.printf(
        "   %-40s %7s; longest without an acknowledgement %6s; all before it answered after %s%n",
        fault.what(),
        seconds(fault.lasted()),
        seconds(fault.gap()),
        fault.recovery().map(Report::seconds).orElse("never"));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
