package ocelli.push.actor;

import akka.Done;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.push.core.NumberCheck;
import ocelli.push.core.NumberCheck.Verdict;
import ocelli.push.core.ViewPosition;
import ocelli.push.journal.v1m0.JournalHead;

/**
 * Fetches by sequence number what is known to be in the journal and has not come: known by a number
 * that is missing, by the writer's nudge, or by a look at the journal. Not thread-safe.
 */
final class CatchUp {
  private final NumberCheck numbers;
  private final SliceJournal.Reading reading;
  private final FetchedMeter meter;
  private boolean fetching;
  private boolean checking;
  private long takenSince;
  private long reached;
  private long newestAtStart = Long.MAX_VALUE;

  CatchUp(ViewPosition from, SliceJournal.Reading reading, FetchedMeter meter) {
    this.numbers = new NumberCheck(from.number(), from.sequence());
    this.reading = reading;
    this.meter = meter;
    this.reached = from.sequence();
  }

  /** What an event is; it is taken where it is the next. */
  Verdict judge(SliceEvent event, boolean fetched) {
    Verdict verdict = numbers.judge(event.number(), event.position().sequence());
    if (verdict == Verdict.NEXT) {
      takenSince++;
      reached = event.position().sequence();
      if (fetched) {
        meter.count(checking);
      }
    } else if (verdict == Verdict.AHEAD) {
      meter.gap();
    }
    return verdict;
  }

  /** The writer says how far it is. */
  void nudged(JournalHead head) {
    numbers.heard(head.getNumber(), head.getSequence());
  }

  /** A look at the journal showed its newest. */
  void swept(long newest) {
    numbers.heardSequence(newest);
    newestAtStart = Math.min(newestAtStart, newest);
  }

  /** Whether all that was in the journal at the first look has been taken. */
  boolean done() {
    return reached >= newestAtStart;
  }

  /**
   * Starts to fetch what is missing; empty where nothing is, or a fetch is under way.
   *
   * @param check whether a check found it, not a nudge
   */
  Optional<CompletionStage<Done>> fetch(boolean check) {
    if (fetching || !numbers.behind()) {
      return Optional.empty();
    }
    fetching = true;
    checking = check;
    takenSince = 0;
    return Optional.of(reading.bySequence(numbers.fetchFrom(), numbers.fetchTo()));
  }

  /** A fetch ended; answers whether it brought something, so that another may bring more. */
  boolean fetched() {
    fetching = false;
    return takenSince > 0;
  }
}
