package ocelli.summaries.actor;

import akka.Done;
import java.util.List;
import java.util.concurrent.CompletionStage;
import ocelli.summaries.journal.v1m0.Outcome;

/** Sends outcomes to their clients. */
@FunctionalInterface
public interface Publisher {
  /**
   * Publishes outcomes in their order.
   *
   * @return completes when the broker has all; fails where it does not take one
   */
  CompletionStage<Done> publish(List<Outcome> outcomes);
}
