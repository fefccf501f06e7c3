package ocelli.trials.checker;

import java.time.Duration;

/**
 * What a trial allows.
 *
 * @param repeatsByPush occurrences that an endpoint may get again for each crash of push
 * @param window images of one partition and task that a service may have in hand: so many come
 *     again under a new cursor after a crash
 * @param partitions of which a crash breaks off its share
 * @param recovery how long after the last fault everything must be answered, and as much longer as
 *     the faults lasted: to catch up takes no longer than to fall behind
 * @param patience how long a request may wait for its answer
 */
public record Bounds(
    int repeatsByPush, int window, int partitions, Duration recovery, Duration patience) {
  private static final int UNMARKED = 10; // ARCHITECTURE, push: at most 10 unmarked in flight
  // ocelli.vision.window. Summaries, which could have 1,000 unmarked, get no more: at the rate of a
  // trial they never have so many.
  private static final int WINDOW = 64;
  private static final int PARTITIONS = 4; // ocelli.topics.ingest-1.partitions

  /** As the architecture promises. */
  public static Bounds promised(Duration recovery, Duration patience) {
    return new Bounds(UNMARKED, WINDOW, PARTITIONS, recovery, patience);
  }
}
