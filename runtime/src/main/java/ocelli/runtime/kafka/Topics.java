package ocelli.runtime.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * Makes topics as planned, checks those that exist, and writes first positions. Blocking: for
 * start-up only.
 */
public final class Topics {
  private static final Duration PATIENCE =
      Duration.ofSeconds(60); // a cluster of three elects in 20 s

  private Topics() {}

  /**
   * Makes what is missing and waits until every partition has a leader: producing right after
   * creation can fail the first records for good (STACK, Akka 8).
   *
   * @return the id of each topic as Kafka gave it, as text
   * @throws IllegalStateException where a topic exists with another number of partitions: keys
   *     would move, so the process must not start
   */
  public static Map<String, String> ensure(KafkaConnection kafka, Collection<TopicPlan> plans) {
    try (Admin admin = kafka.admin()) {
      plans.forEach(plan -> create(admin, plan));
      return plans.stream()
          .collect(Collectors.toUnmodifiableMap(TopicPlan::name, plan -> checked(admin, plan)));
    }
  }

  /**
   * Gives a consumer group the position 0 in each partition where it has none, so that {@code
   * auto.offset.reset = none} never meets a group without a position.
   */
  public static void writeFirstPositions(KafkaConnection kafka, String group, String topic) {
    try (Admin admin = kafka.admin()) {
      var known = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      Map<TopicPartition, OffsetAndMetadata> missing = new HashMap<>();
      describe(admin, topic)
          .partitions()
          .forEach(
              partition -> {
                TopicPartition place = new TopicPartition(topic, partition.partition());
                if (known.get(place) == null) {
                  missing.put(place, new OffsetAndMetadata(0));
                }
              });
      if (!missing.isEmpty()) {
        get(admin.alterConsumerGroupOffsets(group, missing).all());
      }
    }
  }

  private static void create(Admin admin, TopicPlan plan) {
    NewTopic topic =
        new NewTopic(plan.name(), plan.partitions(), plan.replication()).configs(plan.config());
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static String checked(Admin admin, TopicPlan plan) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        TopicDescription topic = describe(admin, plan.name());
        if (topic.partitions().size() != plan.partitions()) {
          throw new WrongPartitionCount(plan, topic.partitions().size());
        }
        if (topic.partitions().stream()
            .allMatch(p -> p.leader() != null && !p.leader().isEmpty())) {
          return topic.topicId().toString();
        }
      } catch (WrongPartitionCount e) {
        throw e;
      } catch (IllegalStateException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "topic " + plan.name() + " has no leader after " + PATIENCE);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static TopicDescription describe(Admin admin, String topic) {
    return get(admin.describeTopics(List.of(topic)).topicNameValues().values().iterator().next());
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(words(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(silence(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A line that the brokers do not take is the operator's to put right. */
  private static String words(@Nullable Throwable cause) {
    if (cause instanceof AuthenticationException) {
      Throwable behind = cause.getCause();
      return "the brokers and ocelli.kafka.client do not agree: "
          + cause.getMessage()
          + (behind == null ? "" : ": " + behind.getMessage());
    }
    return cause instanceof org.apache.kafka.common.errors.TimeoutException
        ? silence() + ": " + cause.getMessage()
        : String.valueOf(cause);
  }

  private static String silence() {
    return "no broker answered in "
        + PATIENCE.toSeconds()
        + " s; where they want TLS or a password, ocelli.kafka.client is to say so";
  }

  private static final class WrongPartitionCount extends IllegalStateException {
    WrongPartitionCount(TopicPlan plan, int found) {
      super(
          "topic "
              + plan.name()
              + " has "
              + found
              + " partitions, the settings say "
              + plan.partitions()
              + ": partitions are never added in place");
    }
  }
}
