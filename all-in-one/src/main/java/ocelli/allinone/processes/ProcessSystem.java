package ocelli.allinone.processes;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ocelli.allinone.edge.Backends;
import ocelli.allinone.edge.Edge;
import ocelli.allinone.status.Costs;
import ocelli.allinone.status.StatusBoard;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brokers, services and the edge before them: started in order, ended in order. */
public final class ProcessSystem {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessSystem.class);
  private static final String HOST = "127.0.0.1"; // there is no TLS: a proxy stands before it
  private static final long BIND_SECONDS = 10; // binding takes milliseconds
  private static final Duration LAST_ANSWERS =
      Duration.ofSeconds(2); // the services have drained by then
  // A node that hangs is out after 8 s at most; ingestion's own longest answer takes 12 s.
  private static final long PULSE_EVERY_SECONDS = 2;
  private static final Duration PULSE_PATIENCE = Duration.ofSeconds(4); // below 5 s, as probes wait

  private static final long KEYS_EVERY_SECONDS =
      60; // keys rotate daily; the next is known a day before

  /** Those that are clients of the others: started when these can be reached. */
  private static final Set<String> CLIENTS = Set.of("jobs");

  /** Doors first, then each after those that feed it, so that each finishes what it was given. */
  private static final List<Set<String>> ENDING =
      List.of(
          Set.of("jobs", "links"),
          Set.of("ingestion", "authz"),
          Set.of("vision"),
          Set.of("summaries"),
          Set.of("push", "firehose", "ledger"),
          Set.of("broker"));

  private final ActorSystem<Void> system;
  private final Fleet fleet;
  private final ServerBinding edge;
  private final ServerBinding management;
  private String brokers = "";
  private final CountDownLatch ended = new CountDownLatch(1);

  private ProcessSystem(
      ActorSystem<Void> system, Fleet fleet, ServerBinding edge, ServerBinding management) {
    this.system = system;
    this.fleet = fleet;
    this.edge = edge;
    this.management = management;
  }

  /** What each service's settings read from the environment. */
  @FunctionalInterface
  public interface Environments {
    /**
     * Of one service. That of a client of the others is asked for when those can be reached.
     *
     * @param brokers {@code host:port}, comma-separated
     * @param edge the public address
     */
    Map<String, String> of(String service, String brokers, URI edge) throws IOException;
  }

  /**
   * What there is to start.
   *
   * @param config with {@code ocelli.processes}, for this process's own actor system too
   * @param main class of the programs
   * @param data the folder of all data
   * @param configs the folder of the services' settings
   * @param counts of nodes, where another number than the settings' is wanted
   * @param stateful the services whose nodes form a cluster
   * @param http the public port, 0 for any
   * @param management the operators' port, 0 for any
   */
  public record Plan(
      Config config,
      String main,
      Path data,
      Path configs,
      Map<String, Integer> counts,
      Set<String> stateful,
      int http,
      int management) {}

  /** Starts all; returns when all can be reached. Blocking. */
  public static ProcessSystem start(Plan plan, KeyFolders keys, Environments environments)
      throws Exception {
    Config settings = plan.config().getConfig("ocelli.processes");
    ServicePlans plans =
        new ServicePlans(
            settings.getConfig("services"), plan.configs(), plan.counts(), plan.stateful());
    plans.warnings().forEach(LOG::warn);
    Backends backends =
        new Backends(
            prefixes(settings),
            Optional.of(
                new Backends.Sessions(
                    settings.getString("sessions.cookie"),
                    settings.getString("sessions.service"))));
    Fleet fleet = new Fleet(plan.main(), plan.data().resolve("logs"), backends);
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "ocelli-edge", plan.config());
    try {
      ServerBinding edge =
          Edge.bind(system, backends, status(system, fleet)::answer, HOST, plan.http())
              .toCompletableFuture()
              .get(BIND_SECONDS, TimeUnit.SECONDS);
      ServerBinding management =
          Http.get(system)
              .newServerAt(HOST, plan.management())
              .bind(Problems.sealed(FleetRoutes.of(system, fleet)))
              .toCompletableFuture()
              .get(BIND_SECONDS, TimeUnit.SECONDS);
      ProcessSystem whole = new ProcessSystem(system, fleet, edge, management);
      whole.startChildren(plan, settings, plans, keys, environments);
      Pulse pulse = new Pulse(system, fleet::states, backends, PULSE_PATIENCE);
      fleet.every(PULSE_EVERY_SECONDS, pulse::look);
      return whole;
    } catch (Exception e) {
      fleet.breakOff();
      system.terminate();
      throw e;
    }
  }

  private void startChildren(
      Plan plan, Config settings, ServicePlans plans, KeyFolders keys, Environments environments)
      throws Exception {
    Brokers planned =
        Brokers.plan(
            plan.data().resolve("brokers"),
            settings.getInt("brokers.nodes"),
            settings.getString("brokers.heap"),
            Stream.of(settings.getString("brokers.advertised").split(","))
                .filter(address -> !address.isBlank())
                .toList());
    brokers = planned.addresses();
    fleet.start(planned.plans());
    List<String> names = plans.names();
    List<ChildPlan> children = new ArrayList<>();
    for (String name : names) {
      if (!CLIENTS.contains(name)) {
        children.addAll(plans.of(name, environments.of(name, brokers, address())));
      }
    }
    fleet.start(children);
    for (String name : names.stream().filter(CLIENTS::contains).toList()) {
      fleet.start(plans.of(name, environments.of(name, brokers, address())));
    }
    fleet.every(KEYS_EVERY_SECONDS, () -> renew(keys, names));
  }

  private static StatusBoard status(ActorSystem<?> system, Fleet fleet) {
    FleetStatus processes = new FleetStatus(system, fleet::states);
    return StatusBoard.watch(system, processes::look, Costs.ofThisProduct(), Clock.systemUTC());
  }

  private URI address() {
    return URI.create("http://" + HOST + ":" + edge.localAddress().getPort());
  }

  private static void renew(KeyFolders keys, List<String> services) {
    try {
      keys.renew(services);
    } catch (IOException | RuntimeException e) {
      LOG.error("The services' keys cannot be renewed", e);
    }
  }

  private static Map<String, String> prefixes(Config settings) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    for (String key : List.of("prefixes", "inside")) {
      settings
          .getObject(key)
          .forEach((prefix, service) -> prefixes.put(prefix, String.valueOf(service.unwrapped())));
    }
    return prefixes;
  }

  /** All children as they are now, for operators. */
  public String describe() {
    return FleetRoutes.describe(fleet).toPrettyString();
  }

  /** Where Kafka is reached: {@code host:port}, comma-separated. */
  public String brokers() {
    return brokers;
  }

  /** The public port. */
  public ServerBinding edge() {
    return edge;
  }

  /** The operators' port. */
  public ServerBinding management() {
    return management;
  }

  /** The ports for visits of short links alone, a node's each; those that can be reached now. */
  public List<URI> redirects() {
    return fleet.states().stream()
        .flatMap(state -> Optional.ofNullable(state.place()).stream())
        .flatMap(place -> place.redirects().stream())
        .toList();
  }

  /** Takes no new connection, then ends service after service, then the brokers. Blocking. */
  public void stop() throws Exception {
    edge.unbind();
    boolean well = endInOrder(fleet);
    edge.terminate(LAST_ANSWERS).toCompletableFuture().get();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get();
    ended.countDown();
    if (!well) {
      throw new IllegalStateException("not every process drained: see what was said above");
    }
  }

  /**
   * Ends all at once, and quickly: of a start that somebody broke off, or that failed. Blocking.
   */
  public void breakOff() {
    fleet.breakOff();
    system.terminate();
  }

  private static boolean endInOrder(Fleet fleet) throws InterruptedException {
    boolean well = true;
    for (Set<String> services : ENDING) {
      well &= fleet.stop(services);
    }
    return well;
  }

  /** Blocks until it was stopped. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
