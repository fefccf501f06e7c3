package ocelli.allinone;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.Problems;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.runtime.management.Management;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One actor system with the services that run in it, its public port and its operators' port. */
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration BIND_PATIENCE = Duration.ofSeconds(10);
  private static final Duration OPEN_REQUESTS =
      Duration.ofSeconds(5); // an upload in flight ends by then

  private static final Duration READY_PATIENCE =
      Duration.ofSeconds(60); // three times what start-up may take
  private static final long READY_LOOK_MILLIS = 50;

  private final ActorSystem<Void> system;
  private final Services services;
  private final ServerBinding http;
  private final ServerBinding management;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean asked = new AtomicBoolean();

  private Node(
      ActorSystem<Void> system, Services services, ServerBinding http, ServerBinding management) {
    this.system = system;
    this.services = services;
    this.http = http;
    this.management = management;
  }

  /** Starts services by name and returns when they can be reached. Blocking. */
  static Node start(Config config, KeySource keys, Set<String> names, Stopwatch watch)
      throws Exception {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "ocelli", config);
    try {
      formCluster(system, config);
      watch.lap("actor system");
      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      Health health = new Health();
      KafkaConnection kafka =
          new KafkaConnection(config.getString("ocelli.kafka.bootstrap-servers"));
      ServiceContext context = new ServiceContext(system, Clock.systemUTC(), kafka, meters, health);
      Services services = Services.start(context, keys, names, watch);
      ServerBinding http = bind(system, config, services);
      ServerBinding management =
          Management.bind(
                  system,
                  health,
                  meters,
                  config.getString("ocelli.management.host"),
                  config.getInt("ocelli.management.port"))
              .toCompletableFuture()
              .get(BIND_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      watch.lap("ports");
      awaitReady(health);
      watch.lap("engines and journals");
      return new Node(system, services, http, management).drainingOnStop();
    } catch (Exception e) {
      system.terminate();
      throw e;
    }
  }

  /** What is still wrong after the patience is said by {@code /health/ready}, and logged here. */
  private static void awaitReady(Health health) throws Exception {
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    Map<String, String> problems = Map.of("health", "not asked");
    while (!problems.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(READY_LOOK_MILLIS);
      problems = health.problems(BIND_PATIENCE).toCompletableFuture().get();
    }
    if (!problems.isEmpty()) {
      LOG.warn("can be reached, but is not ready: {}", problems);
    }
  }

  private static void formCluster(ActorSystem<?> system, Config config) {
    if (config.getList("akka.cluster.seed-nodes").isEmpty()) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }

  private static ServerBinding bind(ActorSystem<?> system, Config config, Services services)
      throws Exception {
    return Http.get(system)
        .newServerAt(config.getString("ocelli.http.host"), config.getInt("ocelli.http.port"))
        .bind(Problems.sealed(services.routes()))
        .toCompletableFuture()
        .get(BIND_PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .addToCoordinatedShutdown(OPEN_REQUESTS, system);
  }

  /** {@code http://host:port} of the public port. */
  String address() {
    return address(http);
  }

  /** {@code http://host:port} of the operators' port. */
  String managementAddress() {
    return address(management);
  }

  private static String address(ServerBinding binding) {
    return "http://127.0.0.1:" + binding.localAddress().getPort();
  }

  private Node drainingOnStop() {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceRequestsDone(), "drain-services", this::drainServices);
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndExit, "stop"));
    return this;
  }

  private CompletionStage<Done> drainServices() {
    return services.drain();
  }

  /** SIGTERM: ends what runs, waits until the main thread has closed all, and exits with 0. */
  private void stopAndExit() {
    if (ended.getCount() == 0) {
      return; // the process is already ending, with a code of its own
    }
    asked.set(true);
    LOG.info("draining");
    try {
      CoordinatedShutdown.get(system)
          .runAll(CoordinatedShutdown.jvmExitReason())
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
      ended.countDown();
      Closing.awaitMain();
      Runtime.getRuntime().halt(0);
    } catch (Exception e) {
      LOG.error("did not end in time", e);
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Blocks until the actor system has ended.
   *
   * @return the exit code: 0 where it was asked to end, 1 where it ended by itself
   */
  int awaitEnd() {
    system.getWhenTerminated().toCompletableFuture().join();
    if (!asked.get()) {
      LOG.error("the actor system ended by itself");
    }
    ended.countDown();
    return asked.get() ? 0 : 1;
  }
}
