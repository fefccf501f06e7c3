package ocelli.runtime.kafka;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a topic must be.
 *
 * @param name the topic
 * @param partitions how many; never changed in place, for keys would move
 * @param replication how many brokers keep each partition
 * @param config topic settings as Kafka names them
 */
public record TopicPlan(
    String name, int partitions, short replication, Map<String, String> config) {
  public TopicPlan {
    config = Map.copyOf(config);
  }

  /**
   * The plan of a topic in the settings.
   *
   * @param topics the settings of all topics, by name, {@code quarantine} for every quarantine
   * @param name the topic
   */
  public static TopicPlan from(Config topics, String name) {
    Config plan =
        topics.getConfig(Quarantine.is(name) ? "quarantine" : ConfigUtil.quoteString(name));
    Map<String, String> config =
        plan.getConfig("config").entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> String.valueOf(entry.getValue().unwrapped())));
    return new TopicPlan(
        name, plan.getInt("partitions"), (short) plan.getInt("replication"), config);
  }
}
