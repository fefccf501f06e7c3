package ocelli.ingestion.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.ingestion.core.ByteBudget;
import ocelli.ingestion.core.ImageLimits;
import ocelli.protocol.ClientId;
import ocelli.protocol.TaskId;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.Problems;
import ocelli.runtime.kafka.KafkaConnection;

/** The routes on a port of loopback, with real tokens and no broker. */
final class OpenDoor implements AutoCloseable {
  static final int MAX_BYTES = 1 << 20;
  static final ObjectMapper JSON = new ObjectMapper();
  static final KeySource KEYS = KeySource.generated(2048);

  final RecordedPublishing publishing = new RecordedPublishing();
  final ByteBudget budget = new ByteBudget(4L * MAX_BYTES);
  final AtomicReference<Optional<String>> clockWrong = new AtomicReference<>(Optional.empty());
  final AtomicReference<Optional<String>> brokerAway = new AtomicReference<>(Optional.empty());
  final AtomicReference<Optional<Duration>> overdue = new AtomicReference<>(Optional.empty());
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  final Revocations revocations = Revocations.none();
  private final ActorSystem<Void> system;
  private final ServerBinding binding;

  OpenDoor() throws Exception {
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "door",
            ConfigFactory.parseString(
                    """
                    akka.actor.provider = local
                    akka.http.server.parsing.error-handler = "ocelli.runtime.http.ParsingProblems"
                    """)
                .withFallback(ConfigFactory.load()));
    ImageLimits limits = new ImageLimits(MAX_BYTES, 40_000_000, 16_384, 50);
    BodySettings patience =
        new BodySettings(Duration.ofSeconds(30), Duration.ofMillis(500), 16 * 1024);
    ServiceContext context =
        new ServiceContext(
            system, Clock.systemUTC(), new KafkaConnection("none:1"), meters, new Health());
    Reception reception =
        new Reception(
            new Entrance(
                new BearerDoor(TokenVerifier.create(KEYS), revocations),
                List.of(new TaskId("ocr", 1, 0), new TaskId("codes", 1, 0))),
            new Doorkeeper(
                () -> false,
                clockWrong::get,
                brokerAway::get,
                overdue::get,
                Duration.ofMinutes(10)),
            new BodyReader(system, limits, patience),
            budget,
            limits,
            publishing,
            context.clock(),
            new SecureRandom(),
            context.metersOf("ingestion"));
    ImageRoutes routes = new ImageRoutes(system, reception, publishing, limits);
    binding =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(routes.routes()))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  int port() {
    return binding.localAddress().getPort();
  }

  static TokenMint mint() {
    return new TokenMint(KEYS, Clock.systemUTC(), new SecureRandom());
  }

  static String token(String... grants) {
    return mint().authorisation(new ClientId("acme"), granted(grants));
  }

  static Map<String, Boolean> granted(String... grants) {
    return List.of(grants).stream().collect(Collectors.toMap(g -> g, g -> true));
  }

  /** A request under a good token. */
  HttpRequest.Builder request(String path) {
    return bare(path).header("Authorization", "Bearer " + token("ingest-1.*", "ocr-*"));
  }

  /** A request without a token. */
  HttpRequest.Builder bare(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> post(String path, byte[] body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
