package ocelli.push.actor;

import akka.actor.typed.Behavior;
import akka.actor.typed.pubsub.Topic;
import ocelli.push.journal.v1m0.JournalHead;

/** By which a writer tells the views of its partition what it appended; may be lost. */
final class Nudges {
  private Nudges() {}

  static Behavior<Topic.Command<JournalHead>> of(int partition) {
    return Topic.create(JournalHead.class, "push-nudges-" + partition);
  }
}
