package ocelli.push.actor;

import java.util.List;
import ocelli.push.core.ViewPosition;
import ocelli.push.journal.v1m0.PushMessage;

/** An event of a slice with its place in the journal. */
record SliceEvent(ViewPosition position, List<PushMessage> messages) {
  long number() {
    return position.number();
  }
}
