package ocelli.allinone;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import com.typesafe.config.Config;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.allinone.status.Costs;
import ocelli.allinone.status.StatusBoard;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.AtOnce;
import ocelli.runtime.http.Problems;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.runtime.management.Management;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One actor system with the services that run in it, its public port and its operators' port. */
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(10); // the slowest check: 5 s
  // Of all phases together: the longest, 20 s for what is in hand, and the hand-over of partitions.
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final Duration OPEN_REQUESTS =
      Duration.ofSeconds(5); // an upload in flight ends by then

  private static final Duration READY_PATIENCE =
      Duration.ofSeconds(60); // three times what start-up may take
  private static final long READY_LOOK_MILLIS = 50;

  private final ActorSystem<Void> system;
  private final Services services;
  private final ServerBinding http;
  private final ServerBinding management;

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
    return start(config, keys, names, watch, (services, address) -> {});
  }

  /** What is still to be done when the public port answers. */
  interface Bound {
    void at(Services services, URI address) throws Exception;
  }

  /** The same, with something to do between the port's opening and readiness. */
  static Node start(Config config, KeySource keys, Set<String> names, Stopwatch watch, Bound bound)
      throws Exception {
    // Before anything is started: what is wrong with it is told at once.
    KafkaConnection kafka = KafkaConnection.from(config.getConfig("ocelli.kafka"));
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), config.getString("ocelli.cluster.name"), config);
    try {
      formCluster(system, config);
      watch.lap("actor system");
      PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      Health health = new Health();
      health.register("cluster", () -> membership(system));
      ServiceContext context = new ServiceContext(system, Clock.systemUTC(), kafka, meters, health);
      Services services = Services.start(context, keys, names, watch);
      ServerBinding http = bindPublic(system, services, status(context));
      ServerBinding management = bindManagement(system, health, meters, services);
      if (Layers.hasPods(config)) {
        ClusterBootstrap.get(system).start(); // the others ask by the port that is open now
      }
      watch.lap("ports");
      bound.at(services, URI.create(Listening.address(http)));
      awaitReady(system, health);
      watch.lap("engines and journals");
      return new Node(system, services, http, management).drainingOnStop();
    } catch (Exception e) {
      system.terminate();
      throw e;
    }
  }

  /** What is still wrong after the patience is said by {@code /health/ready}, and logged here. */
  private static void awaitReady(ActorSystem<?> system, Health health) throws Exception {
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    Map<String, String> problems = Map.of("health", "not asked");
    while (!problems.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(READY_LOOK_MILLIS);
      problems = health.problems(HEALTH_PATIENCE).toCompletableFuture().get();
    }
    if (system.getWhenTerminated().toCompletableFuture().isDone()) {
      throw new IllegalStateException(
          "the actor system ended; where ocelli.cluster.seeds or pods is set, this node found none of them");
    }
    if (!problems.isEmpty()) {
      LOG.warn("can be reached, but is not ready: {}", problems);
    }
  }

  /** A node that is no member yet, or no more, has no partitions. */
  private static CompletionStage<Optional<String>> membership(ActorSystem<?> system) {
    MemberStatus status = Cluster.get(system).selfMember().status();
    return CompletableFuture.completedFuture(
        status.equals(MemberStatus.up())
            ? Optional.empty()
            : Optional.of("this node is " + status + " in its cluster"));
  }

  private static void formCluster(ActorSystem<?> system, Config config) {
    if (config.hasPath(Layers.NAMED)) {
      Founding.join(
          system, config.getStringList(Layers.NAMED), config.getString("ocelli.cluster.source"));
    } else if (!Layers.hasPods(config)) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }

  private static StatusBoard status(ServiceContext context) {
    return StatusBoard.watch(
        context.system(), () -> wrong(context.health()), Costs.ofThisProduct(), context.clock());
  }

  private static CompletionStage<Set<String>> wrong(Health health) {
    return health
        .problems(HEALTH_PATIENCE)
        .thenCombine(
            health.degradations(HEALTH_PATIENCE),
            (problems, degradations) -> {
              Set<String> names = new TreeSet<>(problems.keySet());
              names.addAll(degradations.keySet());
              return names;
            });
  }

  private static ServerBinding bindPublic(
      ActorSystem<?> system, Services services, StatusBoard status) throws Exception {
    Config config = system.settings().config();
    CompletionStage<ServerBinding> binding =
        Http.get(system)
            .newServerAt(config.getString("ocelli.http.host"), config.getInt("ocelli.http.port"))
            .bind(handler(system, services, status));
    return Listening.await(binding, Listening.place(system, "ocelli.http"), "port")
        .addToCoordinatedShutdown(OPEN_REQUESTS, system);
  }

  private static Function<HttpRequest, CompletionStage<HttpResponse>> handler(
      ActorSystem<?> system, Services services, StatusBoard status) {
    return AtOnce.orElse(
        request -> services.atOnce(request).or(() -> status.answer(request)),
        Problems.sealed(services.routes()).function(system));
  }

  private static ServerBinding bindManagement(
      ActorSystem<?> system, Health health, PrometheusMeterRegistry meters, Services services)
      throws Exception {
    Config config = system.settings().config().getConfig("ocelli.management");
    return Listening.await(
        Management.bind(
            system,
            health,
            meters,
            services.managementRoutes(),
            config.getString("host"),
            config.getInt("port")),
        Listening.place(system, "ocelli.management"),
        "management port");
  }

  /** {@code http://host:port} of the public port. */
  String address() {
    return Listening.address(http);
  }

  /** {@code http://host:port} of the operators' port. */
  String managementAddress() {
    return Listening.address(management);
  }

  /** What whoever started it waits for: where its ports are. */
  String ready() {
    String ports = "READY " + address() + " management " + managementAddress();
    return services
        .redirects()
        .map(socket -> ports + " redirects " + Listening.address(socket))
        .orElse(ports);
  }

  private Node drainingOnStop() {
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "drain-services", services::drain);
    Ending.with(this::stop);
    return this;
  }

  /** Refuses new requests, ends what is in hand, hands partitions over, leaves, terminates. */
  private void stop() throws Exception {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.jvmExitReason())
        .toCompletableFuture()
        .get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Blocks until the actor system has ended.
   *
   * @return the exit code: 0 where it was asked to end, 1 where it ended by itself
   */
  int awaitEnd() {
    system.getWhenTerminated().toCompletableFuture().join();
    if (!Ending.asked()) {
      LOG.error("the actor system ended by itself: this process cannot go on");
    }
    return Ending.asked() ? 0 : 1;
  }
}
