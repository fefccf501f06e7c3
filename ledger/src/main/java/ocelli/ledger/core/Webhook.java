package ocelli.ledger.core;

import java.time.Instant;
import java.util.Optional;

/** What became of the webhook of a message. */
public sealed interface Webhook {
  /** The token of its image named no address. */
  enum NotWanted implements Webhook {
    /** The only one. */
    INSTANCE
  }

  /** Who knows does not answer. */
  enum Unknown implements Webhook {
    /** The only one. */
    INSTANCE
  }

  /**
   * Push has it on record.
   *
   * @param state {@code delivered}, {@code waiting} or {@code dead}
   * @param attempts that failed; empty where it was delivered
   * @param nextTry of one that waits and was tried, or had to wait for others
   * @param reason why one is dead
   * @param givenUpAt when
   */
  record Known(
      String state,
      Optional<Integer> attempts,
      Optional<Instant> nextTry,
      Optional<String> reason,
      Optional<Instant> givenUpAt)
      implements Webhook {}
}
