package ocelli.allinone.processes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a child is started again: 250 ms, doubling with each end that follows
 * soon, up to 30 s, spread by a fifth so that those who fell together do not rise together.
 */
final class Pauses {
  private static final Duration FIRST = Duration.ofMillis(250); // a killed service serves in < 10 s
  private static final Duration LONGEST = Duration.ofSeconds(30); // a person reads what it says
  private static final Duration STABLE = Duration.ofMinutes(1); // twice the longest pause
  private static final double SPREAD = 0.2;

  private final RandomGenerator random;
  private int ends;

  Pauses(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The next pause.
   *
   * @param lived how long the child ran: one that ran long starts the count anew
   */
  Duration after(Duration lived) {
    ends = lived.compareTo(STABLE) >= 0 ? 1 : ends + 1;
    long millis = FIRST.toMillis() << Math.min(ends - 1, 10);
    double spread = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
    return Duration.ofMillis((long) (Math.min(millis, LONGEST.toMillis()) * spread));
  }
}
