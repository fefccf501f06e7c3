package ocelli.push.core;

import java.time.Instant;
import ocelli.push.journal.v1m0.PushMessage;

/** What a lane wants done next. */
public sealed interface LaneAction {
  /**
   * Send it; the outcome comes back.
   *
   * @param attempt 1 at first
   * @param completeUpTo every message up to this cursor is acknowledged; −1 where none is
   */
  record Send(PushMessage message, int attempt, long completeUpTo) implements LaneAction {}

  /** The view may forget it: it is delivered or in the retry store. */
  record Settle(PushMessage message) implements LaneAction {}

  /** Write it, as often as it takes, and say so. One at a time, and not beside a load. */
  record Write(Changes changes) implements LaneAction {}

  /**
   * Read rows that are due.
   *
   * @param limit the most
   * @param probe whether the endpoint is failing: rows that are too old are given up first, and
   *     what is left is counted
   */
  record Load(int limit, boolean probe) implements LaneAction {}

  /** Ask again at this time. */
  record WakeAt(Instant at) implements LaneAction {}

  /** Count a message that is given up. */
  record GaveUp(String reason) implements LaneAction {}
}
