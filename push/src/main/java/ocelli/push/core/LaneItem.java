package ocelli.push.core;

import ocelli.push.journal.v1m0.PushMessage;

/**
 * A message in a lane's memory.
 *
 * @param failed how many attempts failed
 * @param stored whether it is a row of the retry store
 */
record LaneItem(PushMessage message, int failed, boolean stored) {
  String transaction() {
    return message.getTransaction();
  }

  long cursor() {
    return message.getCursor();
  }
}
