package ocelli.push.core;

import java.time.Instant;
import java.util.Optional;

/** What became of a message that was to be pushed. */
public sealed interface Delivery {
  /** The endpoint acknowledged it. */
  enum Delivered implements Delivery {
    /** The only one. */
    INSTANCE
  }

  /**
   * It is on its way or waits to be.
   *
   * @param attempts that failed
   * @param nextTry when it is due again; empty where it was not parked yet
   */
  record Waiting(int attempts, Optional<Instant> nextTry) implements Delivery {}

  /**
   * It was given up and is kept.
   *
   * @param attempts that failed
   * @param reason a code, as {@code gone}
   * @param givenUpAt when
   */
  record Dead(int attempts, String reason, Instant givenUpAt) implements Delivery {}
}
