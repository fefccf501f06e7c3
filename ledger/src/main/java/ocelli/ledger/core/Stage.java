package ocelli.ledger.core;

import java.util.Arrays;
import java.util.Optional;
import ocelli.protocol.TopicNames;

/** Where each task's answer must appear. */
public enum Stage {
  /** On its way to the client. */
  DELIVERY(TopicNames.DELIVERY),
  /** On its way to the summary. */
  VISION(TopicNames.VISION);

  private final String topic;

  Stage(String topic) {
    this.topic = topic;
  }

  /** The topic, by which operators know it. */
  public String topic() {
    return topic;
  }

  /** The stage of a topic; empty for one that the ledger does not read. */
  public static Optional<Stage> of(String topic) {
    return Arrays.stream(values()).filter(stage -> stage.topic.equals(topic)).findFirst();
  }
}
