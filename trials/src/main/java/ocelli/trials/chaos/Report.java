package ocelli.trials.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import ocelli.trials.checker.Figures;
import ocelli.trials.checker.Target;
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
    verdict.targets().forEach(target -> print(target, out));
  }

  private static void print(Target target, PrintStream out) {
    out.printf(
        "   %-66s %s; wanted: %s: %s%n",
        target.what(), target.seen(), target.wanted(), held(target));
  }

  private static String held(Target target) {
    return target.held() ? "held" : "missed";
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

  /**
   * A trial that is over.
   *
   * @param took with the start of an Ocelli where it needed one
   */
  record Over(Verdict verdict, Duration took) {}

  /** The figures of several trials, and what each fault cost, as tables in Markdown. */
  static void tables(Map<String, Over> trials, PrintStream out) {
    out.println();
    out.println(
        "| trial | acknowledged | delivered by webhook, firehose | lost | pushed again"
            + " | under a new cursor | 503 | longest gap | all answered after | took | |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    trials.forEach(
        (trial, over) -> {
          Verdict verdict = over.verdict();
          Figures figures = verdict.figures();
          out.printf(
              "| %s | %d | %d, %d | %d | %d | %d | %d | %s | %s | %s | %s |%n",
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
              seconds(over.took()),
              verdict.holds() ? "held" : "VIOLATED");
        });
    out.println();
    out.println("| fault | back after | gap | answered after | at a pace of |");
    out.println("|---|---|---|---|---|");
    trials.values().stream()
        .flatMap(over -> over.verdict().figures().faults().stream())
        .forEach(fault -> row(fault, out));
    out.println();
    out.println("| trial | target | wanted | seen | |");
    out.println("|---|---|---|---|---|");
    trials.forEach(
        (trial, over) ->
            over.verdict()
                .targets()
                .forEach(
                    target ->
                        out.printf(
                            "| %s | %s | %s | %s | %s |%n",
                            trial, target.what(), target.wanted(), target.seen(), held(target))));
  }

  private static void row(Figures.Fault fault, PrintStream out) {
    out.printf(
        "| %s | %s | %s | %s | %s |%n",
        fault.what(),
        seconds(fault.lasted()),
        seconds(fault.gap()),
        fault.recovery().map(Report::seconds).orElse("never"),
        fault.catchUp().map("%.1f"::formatted).orElse(""));
  }

  private static void print(Figures.Fault fault, PrintStream out) {
    out.printf(
        "   %-40s %7s; longest without an acknowledgement %6s; all before it answered after %s%s%n",
        fault.what(),
        seconds(fault.lasted()),
        seconds(fault.gap()),
        fault.recovery().map(Report::seconds).orElse("never"),
        fault.catchUp().map(", at %.1f times the rate of arrival"::formatted).orElse(""));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
