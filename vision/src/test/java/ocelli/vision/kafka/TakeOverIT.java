package ocelli.vision.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Test;

/** A member of a group that is gone without a word, as one whose process was killed. */
class TakeOverIT {
  private static final int PARTITIONS = 4;
  private static final String GROUP = "vision-killed-1.0";
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60); // for a group to form
  // Above the 12 s that are promised, on a busy machine; well below the broker's default of 45 s.
  private static final Duration TAKEN_OVER = Duration.ofSeconds(30);

  @Test
  void memberKilled_othersReadItsPartitionsSoon() {
    try (TestNode node = LiveBackend.shared().node("")) {
      ServiceContext context = node.context();
      TopicPlan images = TopicPlan.from(context.settings("ocelli.topics"), "ingest-1");
      Topics.ensure(context.kafka(), List.of(images));
      Topics.writeFirstPositions(context.kafka(), GROUP, "ingest-1");
      try (Consumer<byte[], byte[]> survivor = member(context)) {
        Consumer<byte[], byte[]> killed = member(context);
        poll(
            PATIENCE,
            () -> assigned(survivor) == PARTITIONS / 2 && assigned(killed) == PARTITIONS / 2,
            survivor,
            killed);
        killed.close(
            CloseOptions.groupMembershipOperation(
                CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
        poll(TAKEN_OVER, () -> assigned(survivor) == PARTITIONS, survivor);
      }
    }
  }

  private static Consumer<byte[], byte[]> member(ServiceContext context) {
    Consumer<byte[], byte[]> member =
        context.kafka().consumer(context.system(), GROUP).createKafkaConsumer();
    member.subscribe(List.of("ingest-1"));
    return member;
  }

  private static int assigned(Consumer<byte[], byte[]> member) {
    return member.assignment().size();
  }

  @SafeVarargs
  private static void poll(
      Duration patience, BooleanSupplier condition, Consumer<byte[], byte[]>... members) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      for (Consumer<byte[], byte[]> member : members) {
        member.poll(POLL);
      }
    }
  }
}
