package ocelli.ingestion.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeMetadataQuorumOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Asks whether every partition that we write has a leader, and whether the brokers have a
 * controller that a majority of them follows: one that is left alone of three knows the leaders of
 * yesterday and acknowledges nothing. While a controller is elected nothing is acknowledged either,
 * for a dead broker is still waited for.
 */
final class BrokerProbe {
  private final Admin admin;
  private final Collection<String> topics;
  private final DescribeTopicsOptions options;
  private final DescribeMetadataQuorumOptions quorum;

  BrokerProbe(Admin admin, Collection<String> topics, Duration patience) {
    this.admin = admin;
    this.topics = topics;
    int millis = Math.toIntExact(patience.toMillis());
    this.options = new DescribeTopicsOptions().timeoutMs(millis);
    this.quorum = new DescribeMetadataQuorumOptions().timeoutMs(millis);
  }

  /** Empty where all is well; what is wrong otherwise. Fails where no broker answered in time. */
  CompletionStage<Optional<String>> ask() {
    CompletionStage<QuorumInfo> led =
        admin.describeMetadataQuorum(quorum).quorumInfo().toCompletionStage();
    return leaders().thenCombine(led, (wrong, found) -> wrong.or(() -> lost(found)));
  }

  private static Optional<String> lost(QuorumInfo quorum) {
    long now =
        quorum.voters().stream()
            .filter(voter -> voter.replicaId() == quorum.leaderId())
            .mapToLong(controller -> controller.lastFetchTimestamp().orElse(0))
            .findFirst()
            .orElse(0);
    List<OptionalLong> lastAsked =
        quorum.voters().stream().map(QuorumInfo.ReplicaState::lastFetchTimestamp).toList();
    return Quorum.isLost(now, lastAsked)
        ? Optional.of("a majority of the brokers does not ask the controller")
        : Optional.empty();
  }

  private CompletionStage<Optional<String>> leaders() {
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
