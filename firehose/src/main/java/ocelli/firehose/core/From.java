package ocelli.firehose.core;

import java.time.Instant;

/** Where a client asks its stream to start. */
public sealed interface From {
  /** After a cursor, which need not be a message's own; −1 is before every message. */
  record After(long cursor) implements From {}

  /** At the oldest message that is kept. */
  record Earliest() implements From {}

  /** After the newest message: only what comes from now on. */
  record Latest() implements From {}

  /** At the first message that the broker appended at this time or later, as far as it is kept. */
  record Since(Instant time) implements From {}
}
