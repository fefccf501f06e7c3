package ocelli.client.firehose;

import java.time.Duration;
import ocelli.client.core.Heartbeat;
import ocelli.client.core.Message;

/** Gets what the firehose says, on the reader's thread: while it works, nothing more is read. */
public interface FirehoseListener {
  /** A message. What this throws ends the reader, before its position moved past the message. */
  void onMessage(Message message);

  /** The stream shows that it lives. */
  default void onHeartbeat(Heartbeat heartbeat) {}

  /** The stream is open: what happens from now on will be seen. */
  default void onOpened() {}

  /** The stream broke and will be opened again after a wait. */
  default void onInterrupted(String reason, Duration wait) {}

  /**
   * A message is missing; the stream will be read again from the last good one. Nothing after the
   * gap was handed on.
   */
  default void onGap(String reason) {}
}
