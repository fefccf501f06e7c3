package ocelli.firehose.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.pubsub.Topic;
import akka.kafka.CommitterSettings;
import akka.kafka.javadsl.SendProducer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.RecordGate;
import ocelli.authz.verify.TokenVerifier;
import ocelli.firehose.jdbc.Journal;
import ocelli.firehose.jdbc.WriterKey;
import ocelli.firehose.kafka.DeliveryGate;
import ocelli.firehose.kafka.DeliverySource;
import ocelli.firehose.kafka.LogBounds;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.kafka.PositionMoves;
import ocelli.runtime.kafka.Quarantine;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.Test;

class PartitionWriterIT {
  @Test
  void positionBeforeTheLog_stopsAndNamesWhatIsMissing() throws Exception {
    LiveBackend backend = LiveBackend.shared();
    try (TestNode node = backend.node("")) {
      ServiceContext context = node.context();
      StoppedPartitions stopped = new StoppedPartitions();
      ActorTestKit kit = ActorTestKit.create(context.system());
      TestProbe<ClientHubs.Command> hubs = kit.createTestProbe();
      TestProbe<Topic.Command<ClientHubs.Nudge>> nudges = kit.createTestProbe();
      Journal journal =
          Journal.open(
              Database.open(context.system(), backend.newDatabase(), "writer-it"),
              Duration.ofDays(1),
              Duration.ofDays(7),
              10,
              1000);
      WriterPorts ports =
          new WriterPorts(
              journal.writer(),
              source(context),
              partition -> CompletableFuture.completedFuture(new LogBounds(5, 9)),
              hubs.getRef(),
              nudges.getRef(),
              PositionMoves.NONE,
              stopped,
              context.metersOf("firehose"));
      kit.spawn(PartitionWriter.create(new WriterKey(0, 1, "topic"), ports));
      hubs.awaitAssert(
          () ->
              assertThat(stopped.problem())
                  .hasValueSatisfying(
                      problem -> assertThat(problem).contains("1=").contains("offsets 0 to 4")));
      assertThat(
              context
                  .meters()
                  .get("ocelli.failed")
                  .tag("reason", "missing-range")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void bounds_sayWhatIsMissing() {
    LogBounds log = new LogBounds(5, 9);
    assertThat(log.missing(5)).isEqualTo(Optional.empty());
    assertThat(log.missing(9)).isEqualTo(Optional.empty());
    assertThat(log.missing(4)).hasValueSatisfying(m -> assertThat(m).contains("offsets 4 to 4"));
    assertThat(log.missing(12)).hasValueSatisfying(m -> assertThat(m).contains("offsets 9 to 11"));
  }

  private static DeliverySource source(ServiceContext context) {
    SendProducer<byte[], byte[]> producer =
        new SendProducer<>(context.kafka().producer(context.system(), 1 << 25), context.system());
    Quarantine quarantine = new Quarantine(producer, "firehose", context.metersOf("firehose"));
    RecordGate gate = new RecordGate(TokenVerifier.create(KeySource.generated(2048)));
    return new DeliverySource(
        context.system(),
        context.kafka().consumer(context.system(), "writer-it"),
        CommitterSettings.create(context.system()),
        new DeliveryGate(gate, quarantine, 4),
        1000);
  }
}
