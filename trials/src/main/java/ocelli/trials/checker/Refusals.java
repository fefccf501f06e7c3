package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * I9: who cannot be served is told at once and never acknowledged, and an orderly restart turns
 * hardly anybody away.
 */
final class Refusals implements Invariant {
  private static final int REFUSED = 503;
  private static final long AT_ONCE = TimeUnit.SECONDS.toMicros(1); // issue 4: in under 1 s
  private static final int OF_A_THOUSAND = 1; // issue 4: < 0.1 % 503 while restarting

  @Override
  public String name() {
    return "I9";
  }

  @Override
  public String promise() {
    return "without a quorum 503 at once, in restarts hardly any";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    List<String> wrong = new ArrayList<>();
    for (Entry.Fault fault : history.faults()) {
      if (fault.kind().equals(Entry.Fault.QUORUM)) {
        wrong.addAll(without(history, fault));
      }
    }
    wrong.addAll(restarting(history));
    return wrong;
  }

  private static List<String> without(History history, Entry.Fault quorum) {
    List<String> wrong = new ArrayList<>();
    for (Entry.Attempt attempt : history.attempts()) {
      if (attempt.status() == 200
          && attempt.ended() > known(quorum)
          && attempt.ended() < quorum.to()) {
        wrong.add(attempt.image() + " was acknowledged without a quorum");
      } else if (mustBeRefused(attempt, quorum)
          && (attempt.status() != REFUSED || waited(attempt) > AT_ONCE)) {
        wrong.add(
            "%s was answered %d after %d ms without a quorum"
                .formatted(attempt.image(), attempt.status(), waited(attempt) / 1000));
      }
    }
    return wrong;
  }

  /** The longest that anybody waited, in microseconds, who had to be refused at once. */
  static OptionalLong longest(History history, Entry.Fault quorum) {
    return history.attempts().stream()
        .filter(attempt -> mustBeRefused(attempt, quorum))
        .mapToLong(Refusals::waited)
        .max();
  }

  /** By its beginning: one that hangs until the brokers are back had to be refused long before. */
  private static boolean mustBeRefused(Entry.Attempt attempt, Entry.Fault quorum) {
    return attempt.began() > known(quorum) && attempt.began() + AT_ONCE < quorum.to();
  }

  private static long known(Entry.Fault quorum) {
    return quorum.from() + AT_ONCE;
  }

  private static long waited(Entry.Attempt attempt) {
    return attempt.ended() - attempt.began();
  }

  private static List<String> restarting(History history) {
    List<Entry.Fault> faults = history.faults();
    boolean orderly =
        !faults.isEmpty()
            && faults.stream().allMatch(fault -> fault.kind().equals(Entry.Fault.RESTART));
    long refused = history.attempts().stream().filter(a -> a.status() == REFUSED).count();
    return orderly && refused * 1000 > (long) OF_A_THOUSAND * history.attempts().size()
        ? List.of("%d of %d attempts were refused".formatted(refused, history.attempts().size()))
        : List.of();
  }
}
