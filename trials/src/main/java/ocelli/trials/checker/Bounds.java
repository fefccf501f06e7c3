package ocelli.trials.checker;

import java.time.Duration;

/**
 * What a trial allows.
 *
 * @param repeatsByPush occurrences that an endpoint may get again for each crash of push
 * @param repeatsByVision ids that may come under a new cursor for each crash of vision or summaries
 * @param recovery how long after the last fault everything must be answered, and as much longer as
 *     the faults lasted: to catch up takes no longer than to fall behind
 * @param patience how long a request may wait for its answer
 */
public record Bounds(int repeatsByPush, int repeatsByVision, Duration recovery, Duration patience) {
  private static final int UNMARKED = 10; // ARCHITECTURE, push: at most 10 unmarked in flight
  private static final int WINDOW = 64; // ocelli.vision.window: images of one partition and task
  private static final int PARTITIONS = 4; // ocelli.topics.ingest-1.partitions

  /** As the architecture promises. */
  public static Bounds promised(int tasks, Duration recovery, Duration patience) {
    return new Bounds(UNMARKED, WINDOW * PARTITIONS * tasks, recovery, patience);
  }
}
