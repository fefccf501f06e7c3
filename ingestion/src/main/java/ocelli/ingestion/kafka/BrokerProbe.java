package ocelli.ingestion.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;

/** Asks the broker whether every partition that we write has a leader. */
final class BrokerProbe {
  private final Admin admin;
  private final Collection<String> topics;
  private final DescribeTopicsOptions options;

  BrokerProbe(Admin admin, Collection<String> topics, Duration patience) {
    this.admin = admin;
    this.topics = topics;
    this.options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(patience.toMillis()));
  }

  /** Empty where all is well; what is wrong otherwise. Fails where no broker answered in time. */
  CompletionStage<Optional<String>> ask() {
    return admin
        .describeTopics(topics, options)
        .allTopicNames()
        .toCompletionStage()
        .thenApply(
            found ->
                found.values().stream()
                    .filter(BrokerProbe::leaderless)
                    .map(topic -> topic.name() + " has a partition without a leader")
                    .findFirst());
  }

  private static boolean leaderless(TopicDescription topic) {
    return topic.partitions().stream().anyMatch(p -> p.leader() == null || p.leader().isEmpty());
  }
}
