package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges a log. */
public final class Checker {
  private static final List<Invariant> INVARIANTS =
      List.of(
          new LostImages(),
          new Repeats(),
          new Order(),
          new Suffixes(),
          new Strangers(),
          new SummaryBytes(),
          new Recovery(),
          new PromptAnswers(),
          new Refusals(),
          new Limits());

  private Checker() {}

  /** Whether every acknowledged image is answered so far, to all who listen. */
  public static boolean isAnswered(List<Entry> log) {
    History history = History.of(log);
    return !history.accepted().isEmpty()
        && Recovery.took(history).isPresent()
        && LostImages.summariesAreHeard(history);
  }

  /** The cursors of all that a client has read, rising. */
  public static Set<Long> cursors(List<Entry> log, String client) {
    return History.of(log).readings().stream()
        .filter(reading -> reading.client().equals(client))
        .flatMap(reading -> reading.messages().stream())
        .map(Message::cursor)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The longest time without an acknowledgement of anybody within a time.
   *
   * @param from its begin, as times of a log are
   * @param to its end
   * @return microseconds
   */
  public static long silence(List<Entry> log, long from, long to) {
    long last = from;
    long longest = 0;
    List<Long> times =
        History.of(log).accepted().stream()
            .map(Entry.Attempt::ended)
            .filter(at -> at > from && at < to)
            .sorted()
            .toList();
    for (long at : times) {
      longest = Math.max(longest, at - last);
      last = at;
    }
    return Math.max(longest, to - last);
  }

  /** The verdict on a log, in whatever order its lines were written but for those of one reader. */
  public static Verdict judge(List<Entry> log, Bounds bounds) {
    History history = History.of(log);
    List<Verdict.Finding> findings = new ArrayList<>();
    for (Invariant invariant : INVARIANTS) {
      findings.add(
          new Verdict.Finding(
              invariant.name(), invariant.promise(), invariant.violations(history, bounds)));
    }
    List<String> nothing = new ArrayList<>(history.brokenOff());
    if (history.accepted().isEmpty()) {
      nothing.add("the log has no acknowledged image");
    }
    findings.add(new Verdict.Finding("I0", "the trial came to its end", nothing));
    return new Verdict(findings, Figures.of(history), Targets.of(history));
  }
}
