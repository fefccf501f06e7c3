package ocelli.summaries.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;

/**
 * A transaction with its segments. An input goes to the segment that knows its image; an unknown
 * image goes to the last segment, or to a new one where that is full.
 *
 * @param segments from 0, at least one
 */
public record Tracked(List<Summary> segments) {
  public Tracked {
    segments = List.copyOf(segments);
  }

  static Tracked from(long logTimeMicros) {
    return new Tracked(List.of(new Summary.Incomplete(Gathered.from(logTimeMicros))));
  }

  /** This with one input more. */
  Tracked with(Observed observed, ClosingRules rules, Conflicts conflicts) {
    List<Summary> next = new ArrayList<>(segments);
    int home = home(observed, rules);
    if (home == next.size()) {
      next.add(new Summary.Incomplete(successor(observed.getLogTimeMicros())));
    }
    next.set(home, next.get(home).next(observed, conflicts));
    return new Tracked(next);
  }

  /** A new segment knows what was said of the transaction as a whole. */
  private Gathered successor(long logTimeMicros) {
    Observed whole =
        Observed.newBuilder().setDeclared(declared()).setLogTimeMicros(logTimeMicros).build();
    return Gathered.from(logTimeMicros).with(whole, Conflicts.UNHEARD);
  }

  private int home(Observed observed, ClosingRules rules) {
    int last = segments.size() - 1;
    if (!observed.hasImage()) {
      return last;
    }
    for (int i = last; i >= 0; i--) {
      if (segments.get(i).gathered().images().containsKey(observed.getImage().getImage())) {
        return i;
      }
    }
    return rules.full(segments.get(last).gathered(), observed.getLogTimeMicros()) ? last + 1 : last;
  }

  /** This after a closing. */
  Tracked with(Closing closing) {
    List<Summary> next = new ArrayList<>(segments);
    next.set(closing.getSegment(), next.get(closing.getSegment()).closed(closing));
    return new Tracked(next);
  }

  /** What closes a segment now, by its inputs alone; empty where it has to wait. */
  Optional<ClosedBy> settledBy(int segment, long logTimeMicros, ClosingRules rules) {
    Gathered gathered = segments.get(segment).gathered();
    if (gathered.images().isEmpty() || !gathered.answered()) {
      return Optional.empty();
    }
    if (declared() > 0 && imagesUpTo(segment) >= declared()) {
      return Optional.of(ClosedBy.COMPLETE);
    }
    if (gathered.ended()) {
      return Optional.of(ClosedBy.CLOSED);
    }
    if (segments.get(segment) instanceof Summary.Complete complete) {
      return Optional.of(complete.closedBy()); // a late input that is answered changes it at once
    }
    boolean followed = segment < segments.size() - 1;
    return followed || rules.full(gathered, logTimeMicros)
        ? Optional.of(ClosedBy.PARTIAL)
        : Optional.empty();
  }

  private int declared() {
    return segments.stream().mapToInt(summary -> summary.gathered().declared()).max().orElse(0);
  }

  private int imagesUpTo(int segment) {
    return segments.stream()
        .limit(segment + 1L)
        .mapToInt(summary -> summary.gathered().images().size())
        .sum();
  }

  /** Whether anything may still happen without a new input. */
  boolean restless() {
    return segments.stream().anyMatch(Summary::restless);
  }

  /** Log time of the last segment's closing; empty while one is open. */
  OptionalLong closedAtMicros() {
    long latest = 0;
    for (Summary segment : segments) {
      if (!(segment instanceof Summary.Complete complete)) {
        return OptionalLong.empty();
      }
      latest = Math.max(latest, complete.closedAtMicros());
    }
    return OptionalLong.of(latest);
  }
}
