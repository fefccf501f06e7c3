package ocelli.vision;

import akka.Done;
import akka.actor.Cancellable;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.kafka.ProducerSettings;
import akka.kafka.javadsl.SendProducer;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.authz.verify.RecordGate;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.TaskId;
import ocelli.protocol.TopicNames;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.ServiceMeters;
import ocelli.runtime.kafka.Quarantine;
import ocelli.runtime.kafka.TopicPlan;
import ocelli.runtime.kafka.Topics;
import ocelli.runtime.supervision.LastResort;
import ocelli.vision.actor.Workers;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.files.Suspects;
import ocelli.vision.kafka.AnswerPublisher;
import ocelli.vision.kafka.ImageWork;
import ocelli.vision.kafka.LagWatch;
import ocelli.vision.kafka.TaskEyes;
import ocelli.vision.kafka.TaskStream;
import ocelli.vision.kafka.TaskStreamLimits;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** Looks at images, each task in a stream of its own. */
public final class Vision {
  private static final Duration FLUSH = Duration.ofSeconds(1); // 001-63

  private final ServiceContext context;
  private final VisionSettings settings;
  private final Producer<byte[], byte[]> producer;
  private final Admin admin;
  private final Executor blocking;
  private final Suspects suspects;
  private final List<TaskEyes> eyes = new ArrayList<>();
  private final List<TaskStream> streams = new ArrayList<>();
  private final List<Cancellable> lags = new ArrayList<>();
  private @Nullable CompletionStage<Done> drained;

  private Vision(ServiceContext context, VisionSettings settings) {
    ActorSystem<?> system = context.system();
    this.context = context;
    this.settings = settings;
    this.producer = producerSettings(context, settings).createKafkaProducer();
    this.admin = context.kafka().admin();
    this.blocking =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("ocelli.runtime.blocking"));
    this.suspects = Suspects.open(settings.suspectsFolder(), blocking);
  }

  /**
   * Starts the tasks of the settings. Blocking while topics are made; engines open afterwards, and
   * until they are warm the health check {@code vision-engines} says so.
   *
   * @param backend that opens the engines
   * @throws IllegalStateException where the backend cannot run here or lacks a task
   */
  public static Vision start(
      ServiceContext context,
      VisionSettings settings,
      TokenVerifier verifier,
      VisionBackend backend) {
    requireRunnable(backend, settings);
    NativeMemory.limit(settings.maxPhysicalBytes());
    int partitions = ensureTopics(context);
    Vision vision = new Vision(context, settings);
    settings.tasks().forEach(task -> vision.startTask(task, partitions, verifier, backend));
    vision.registerHealth();
    CoordinatedShutdown.get(context.system())
        .addTask(CoordinatedShutdown.PhaseServiceStop(), "vision-drain", vision::drain);
    return vision;
  }

  /** Takes no more images, answers and commits those in work, then lets go of the broker. */
  public synchronized CompletionStage<Done> drain() {
    if (drained == null) {
      lags.forEach(Cancellable::cancel);
      drained =
          CompletableFuture.allOf(
                  streams.stream()
                      .map(stream -> stream.drain().toCompletableFuture())
                      .toArray(CompletableFuture<?>[]::new))
              .handleAsync((done, failure) -> close(), blocking);
    }
    return drained;
  }

  private void startTask(
      TaskId task, int partitions, TokenVerifier verifier, VisionBackend backend) {
    ActorSystem<?> system = context.system();
    String group = "vision-" + task;
    Topics.writeFirstPositions(context.kafka(), group, TopicNames.INGEST);
    ServiceMeters meters = context.metersOf(group);
    int workers = settings.workersOf(task);
    Workers.Limits limits =
        new Workers.Limits(workers, settings.lookTimeout(), settings.reopenAfter());
    TaskEyes look =
        new TaskEyes(
            system,
            LastResort.start(system, Workers.create(() -> backend.open(task), limits), group),
            settings.lookTimeout().multipliedBy(partitions + 1L)); // the longest queue, and itself
    ImageWork work =
        new ImageWork(
            task,
            new RecordGate(verifier),
            new Quarantine(quarantineProducer(), group, meters),
            look,
            suspects,
            new AnswerPublisher(producer, blocking),
            context.clock(),
            meters);
    eyes.add(look);
    streams.add(
        TaskStream.start(
            system, context.kafka().consumer(system, group), partitions, work, limits(workers)));
    LagWatch lag = new LagWatch(admin, group, meters);
    lags.add(
        system
            .scheduler()
            .scheduleWithFixedDelay(
                settings.lagInterval(),
                settings.lagInterval(),
                lag::measure,
                system.executionContext()));
  }

  private TaskStreamLimits limits(int workers) {
    return new TaskStreamLimits(
        workers,
        Math.max(workers, settings.window()),
        settings.commitInterval(),
        settings.restartLeast(),
        settings.restartMost());
  }

  private SendProducer<byte[], byte[]> quarantineProducer() {
    return new SendProducer<>(
        producerSettings(context, settings).withProducer(producer), context.system());
  }

  private void registerHealth() {
    context.health().register("vision-engines", this::engineTrouble);
    context
        .health()
        .register(
            "vision-streams",
            () ->
                CompletableFuture.completedFuture(
                    firstOf(streams.stream().map(TaskStream::trouble))));
  }

  private CompletionStage<Optional<String>> engineTrouble() {
    List<CompletableFuture<Optional<String>>> answers =
        eyes.stream().map(task -> task.trouble().toCompletableFuture()).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> firstOf(answers.stream().map(CompletableFuture::join)));
  }

  private static Optional<String> firstOf(Stream<Optional<String>> troubles) {
    return troubles.flatMap(Optional::stream).findFirst();
  }

  private Done close() {
    producer.close(FLUSH);
    admin.close(FLUSH);
    return Done.getInstance();
  }

  private static void requireRunnable(VisionBackend backend, VisionSettings settings) {
    if (!backend.availability().available()) {
      throw new IllegalStateException(
          "backend " + backend.name() + ": " + backend.availability().detail());
    }
    List<TaskId> unknown =
        settings.tasks().stream().filter(task -> !backend.tasks().contains(task)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "backend " + backend.name() + " has no engine for " + unknown);
    }
  }

  private static int ensureTopics(ServiceContext context) {
    Config plans = context.settings("ocelli.topics");
    TopicPlan images = TopicPlan.from(plans, TopicNames.INGEST);
    Topics.ensure(
        context.kafka(),
        Stream.concat(
                Stream.of(images),
                Stream.of(TopicNames.DELIVERY, TopicNames.VISION, Quarantine.of(TopicNames.INGEST))
                    .map(name -> TopicPlan.from(plans, name)))
            .collect(Collectors.toList()));
    return images.partitions();
  }

  private static ProducerSettings<byte[], byte[]> producerSettings(
      ServiceContext context, VisionSettings settings) {
    return context
        .kafka()
        .producer(context.system(), settings.producerBufferBytes())
        .withProperty(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(settings.sendPatience().toMillis()));
  }
}
