package ocelli.allinone;

import akka.Done;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import ocelli.allinone.edge.Onward;
import ocelli.authz.Authz;
import ocelli.authz.AuthzSettings;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.firehose.Firehose;
import ocelli.firehose.FirehoseSettings;
import ocelli.ingestion.Ingestion;
import ocelli.ingestion.IngestionSettings;
import ocelli.jobs.Jobs;
import ocelli.jobs.JobsSettings;
import ocelli.ledger.Ledger;
import ocelli.ledger.LedgerSettings;
import ocelli.links.Links;
import ocelli.links.LinksSettings;
import ocelli.push.Push;
import ocelli.push.PushSettings;
import ocelli.runtime.ServiceContext;
import ocelli.summaries.Summaries;
import ocelli.vision.Vision;
import ocelli.vision.VisionSettings;
import ocelli.vision.cpu.CpuBackend;

/** The services of a process: readers start before those who write for them, the door last. */
final class Services {
  /** All there are, by the names of their settings. */
  static final Set<String> ALL =
      new TreeSet<>(
          Set.of(
              "authz",
              "ingestion",
              "vision",
              "summaries",
              "push",
              "firehose",
              "ledger",
              "links",
              "jobs"));

  /** The databases: one for each role and service that has state. */
  static final List<String> DATABASES =
      List.of("authn", "authz", "summaries", "push", "firehose", "ledger", "links", "jobs");

  /** Those that keep state on a node of their own cluster: two nodes must know each other. */
  static final Set<String> STATEFUL = Set.of("summaries", "push", "firehose");

  private static final List<String> ORDER =
      List.of(
          "firehose",
          "push",
          "ledger",
          "summaries",
          "vision",
          "links",
          "jobs",
          "ingestion",
          "authz");

  private final List<Route> routes = new ArrayList<>();
  private final List<Route> managementRoutes = new ArrayList<>();
  private final List<Function<HttpRequest, Optional<HttpResponse>>> atOnce = new ArrayList<>();
  private final List<Supplier<CompletionStage<Done>>> drains = new ArrayList<>();
  private Optional<Ledger> ledger = Optional.empty();
  private Optional<Jobs> jobs = Optional.empty();
  private Optional<InetSocketAddress> redirects = Optional.empty();
  private UnaryOperator<Route> sessions = UnaryOperator.identity();

  private Services() {}

  /** The databases of one: authz has one for each of its roles. */
  static List<String> databasesOf(String service, Config config) {
    if (service.equals("authz")) {
      return config.getStringList("ocelli.authz.roles");
    }
    return DATABASES.contains(service) ? List.of(service) : List.of();
  }

  /** Starts those named. Blocking. */
  static Services start(
      ServiceContext context, KeySource keys, Set<String> names, Stopwatch watch) {
    Services services = new Services();
    TokenVerifier verifier = TokenVerifier.create(keys);
    for (String name : ORDER) {
      if (names.contains(name)) {
        services.start(name, context, keys, verifier);
        watch.lap(name);
      }
    }
    return services;
  }

  private void start(String name, ServiceContext context, KeySource keys, TokenVerifier verifier) {
    switch (name) {
      case "authz" -> {
        AuthzSettings settings = AuthzSettings.from(context.system().settings().config());
        Authz authz = Authz.start(context, settings, keys);
        routes.add(authz.routes());
        drains.add(authz::drain);
      }
      case "firehose" -> {
        Firehose firehose =
            Firehose.start(
                context, FirehoseSettings.from(context.settings("ocelli.firehose")), verifier);
        routes.add(firehose.routes());
        drains.add(firehose::drain);
      }
      case "push" -> {
        PushSettings settings = PushSettings.from(context.settings("ocelli.push"));
        Push push = Push.start(context, settings, verifier, keys);
        routes.add(push.routes());
        drains.add(push::drain);
      }
      case "ledger" -> {
        LedgerSettings settings = LedgerSettings.from(context.settings("ocelli.ledger"));
        Ledger started = Ledger.start(context, settings, verifier);
        routes.add(started.routes());
        managementRoutes.add(started.managementRoutes());
        drains.add(started::drain);
        ledger = Optional.of(started);
      }
      case "summaries" -> drains.add(Summaries.start(context, verifier)::drain);
      case "vision" -> {
        VisionSettings settings =
            VisionSettings.from(
                context.settings("ocelli.vision"), Runtime.getRuntime().availableProcessors());
        drains.add(Vision.start(context, settings, verifier, new CpuBackend())::drain);
      }
      case "ingestion" -> {
        Ingestion ingestion =
            Ingestion.start(
                context, IngestionSettings.from(context.settings("ocelli.ingestion")), verifier);
        routes.add(ingestion.routes());
        drains.add(ingestion::drain);
      }
      case "links" -> {
        LinksSettings settings = LinksSettings.from(context.settings("ocelli.links"));
        Links links = Links.start(context, settings, verifier, keys);
        routes.add(links.routes());
        atOnce.add(links::atOnce);
        drains.add(links::drain);
        redirects = links.redirects();
      }
      case "jobs" -> {
        JobsSettings settings = JobsSettings.from(context.settings("ocelli.jobs"));
        Jobs started = Jobs.start(context, settings, verifier, keys);
        routes.add(started.routes());
        drains.add(started::drain);
        jobs = Optional.of(started);
        sessions =
            settings
                .server()
                .<UnaryOperator<Route>>map(
                    edge -> own -> Onward.behind(context.system(), edge, started::wrap, own))
                .orElse(started::wrap);
      }
      default -> throw new IllegalArgumentException("no service " + name);
    }
  }

  /** Tells those that are clients of the others where these are. */
  void connect(URI base) {
    ledger.ifPresent(started -> started.connect(base));
    jobs.ifPresent(started -> started.connect(base));
  }

  /** Of all of them, to be sealed once. */
  Route routes() {
    Route all = Directives.concat(Directives.reject(), routes.toArray(Route[]::new));
    return sessions.apply(all);
  }

  /** Of all of them, for the operators' port, to be sealed with the others there. */
  Route managementRoutes() {
    return Directives.concat(Directives.reject(), managementRoutes.toArray(Route[]::new));
  }

  /** The answer that a service can give without a route tree; empty for most requests. */
  Optional<HttpResponse> atOnce(HttpRequest request) {
    for (Function<HttpRequest, Optional<HttpResponse>> service : atOnce) {
      Optional<HttpResponse> response = service.apply(request);
      if (response.isPresent()) {
        return response;
      }
    }
    return Optional.empty();
  }

  /** Where visits of short links have a port of their own. */
  Optional<InetSocketAddress> redirects() {
    return redirects;
  }

  /** Lets each finish what it has in hand. */
  CompletionStage<Done> drain() {
    return CompletableFuture.allOf(
            drains.stream()
                .map(drain -> drain.get().toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .thenApply(all -> Done.getInstance());
  }
}
