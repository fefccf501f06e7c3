package ocelli.ledger.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ocelli.protocol.TopicNames;

/** Where an answer must appear. */
public enum Stage {
  /** A task's, on its way to the client. */
  DELIVERY(TopicNames.DELIVERY),
  /** A task's, on its way to the summary. */
  VISION(TopicNames.VISION),
  /** The summary of the image's transaction, on its way to the client. */
  SUMMARIES("summaries");

  /** Those at which each expected task answers, in the order in which what is missing is named. */
  static final List<Stage> OF_TASKS = List.of(DELIVERY, VISION);

  private final String text;

  Stage(String text) {
    this.text = text;
  }

  /** By which operators know it: the topic, or the service. */
  public String text() {
    return text;
  }

  /** The stage of that name; empty for one that the ledger does not know. */
  public static Optional<Stage> of(String text) {
    return Arrays.stream(values()).filter(stage -> stage.text.equals(text)).findFirst();
  }
}
