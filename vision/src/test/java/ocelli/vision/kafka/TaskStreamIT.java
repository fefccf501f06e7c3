package ocelli.vision.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.kafka.ProducerSettings;
import akka.kafka.javadsl.SendProducer;
import akka.stream.Materializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ocelli.authz.verify.RecordGate;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.Payloads;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.kafka.Quarantine;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import ocelli.vision.Broker;
import ocelli.vision.Sketches;
import ocelli.vision.actor.Workers;
import ocelli.vision.engine.VisionTasks;
import ocelli.vision.files.Suspects;
import ocelli.vision.v1m0.Failed;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stream that is killed leaves to be done again. */
class TaskStreamIT {
  private static final String GROUP = "vision-quality-1.0";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void killed_secondDoneBeforeFirst_firstIsSeenAgain() {
    try (TestNode node = LiveBackend.shared().node("");
        Broker broker = new Broker(node.context().kafka())) {
      ServiceContext context = node.context();
      ensureTopics(context);
      Envelope before = image(broker, "before");
      Envelope first = image(broker, "slow:first");
      Envelope second = image(broker, "second");
      RecordMetadata beforeAt = broker.send(before);
      RecordMetadata firstAt = broker.send(first);
      RecordMetadata secondAt = broker.send(second);

      Sketches stuck = new Sketches();
      Materializer doomed = Materializer.createMaterializer(context.system());
      TaskStream killed = start(context, doomed, stuck, "stuck", nobody());
      broker.answers("vision-1", 1, second);
      broker.awaitCommitted(GROUP, beforeAt);
      killed.giveUp();
      doomed.shutdown();
      assertThat(broker.committed(GROUP, firstAt)).isEqualTo(firstAt.offset());

      Sketches freed = new Sketches();
      freed.release("slow:first");
      TaskStream again =
          start(context, Materializer.matFromSystem(context.system()), freed, "freed", nobody());
      assertThat(broker.answers("delivery-1", 1, first)).hasSize(1);
      broker.awaitCommitted(GROUP, secondAt);
      List<Envelope> repeated = broker.answers("delivery-1", 2, second);
      assertThat(repeated.get(1).getMessageId()).isEqualTo(repeated.get(0).getMessageId());
      assertThat(broker.answers("delivery-1", 1, before)).hasSize(1);
      stuck.release("slow:first");
      again.drain().toCompletableFuture().join();
    }
  }

  @Test
  void poison_isPutAsideAndAnsweredWithoutALook(@TempDir Path folder) throws Exception {
    try (TestNode node = LiveBackend.shared().node("");
        Broker broker = new Broker(node.context().kafka())) {
      ServiceContext context = node.context();
      ensureTopics(context);
      Envelope image = image(broker, "ends the process");
      RecordMetadata sent = broker.send(image);
      Files.writeString(
          folder.resolve("quality-1.0_" + sent.partition() + "_" + sent.offset()), "2");
      Suspects suspects = Suspects.open(Optional.of(folder), Runnable::run);
      TaskStream stream =
          start(
              context,
              Materializer.matFromSystem(context.system()),
              new Sketches(),
              "poisoned",
              suspects);
      for (String topic : List.of("delivery-1", "vision-1")) {
        Envelope answer = broker.answers(topic, 1, image).get(0);
        Failed failed = (Failed) Payloads.unpack(answer.getPayload()).orElseThrow();
        assertThat(failed.getCode()).isEqualTo("poison");
      }
      broker.awaitCommitted(GROUP, sent);
      assertThat(broker.answers("ingest-1-quarantine", 1, image)).hasSize(1);
      assertThat(suspects.count()).isZero();
      stream.drain().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static Suspects nobody() {
    return Suspects.open(Optional.empty(), Runnable::run);
  }

  private static Envelope image(Broker broker, String content) {
    return broker.image(
        "killed",
        "visit",
        content.getBytes(UTF_8),
        Map.of("quality-1.0", true),
        List.of("quality-1.0"));
  }

  private static TaskStream start(
      ServiceContext context,
      Materializer materializer,
      Sketches sketches,
      String name,
      Suspects suspects) {
    ActorSystem<?> system = context.system();
    ProducerSettings<byte[], byte[]> settings = context.kafka().producer(system, 34 << 20);
    Producer<byte[], byte[]> producer = settings.createKafkaProducer();
    ActorRef<Workers.Command> workers =
        system.systemActorOf(
            Workers.create(
                () -> sketches.open(VisionTasks.QUALITY), new Workers.Limits(2, LONG, SHORT)),
            name,
            Props.empty());
    ImageWork work =
        new ImageWork(
            VisionTasks.QUALITY,
            new RecordGate(Broker.verifier()),
            new Quarantine(
                new SendProducer<>(settings.withProducer(producer), system),
                name,
                context.metersOf(name)),
            new TaskEyes(system, workers, LONG),
            suspects,
            new AnswerPublisher(
                producer,
                system
                    .dispatchers()
                    .lookup(DispatcherSelector.fromConfig("ocelli.runtime.blocking"))),
            context.clock(),
            context.metersOf(name));
    return TaskStream.start(
        system,
        materializer,
        context.kafka().consumer(system, GROUP),
        4,
        work,
        new TaskStreamLimits(2, 64, SHORT, SHORT, SHORT));
  }

  private static void ensureTopics(ServiceContext context) {
    Topics.ensure(
        context.kafka(),
        Stream.of("ingest-1", "delivery-1", "vision-1", "ingest-1-quarantine")
            .map(topic -> TopicPlan.from(context.settings("ocelli.topics"), topic))
            .toList());
    Topics.writeFirstPositions(context.kafka(), GROUP, "ingest-1");
  }
}
