package ocelli.push.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import ocelli.push.journal.v1m0.JournalHead;

/** What a writer nudges the views through. */
public final class NudgesForTests {
  private NudgesForTests() {}

  /** The topic of a partition. */
  public static ActorRef<Topic.Command<JournalHead>> spawn(ActorSystem<?> system, int partition) {
    return system.systemActorOf(Nudges.of(partition), "nudges-of-a-test", Props.empty());
  }
}
