package ocelli.authz;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import ocelli.authz.core.AddressRange;
import ocelli.authz.core.OperatorTokens;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.Problems;
import ocelli.runtime.kafka.KafkaConnection;

/** Roles on a port of their own, and calls to them. */
final class RunningAuthz implements AutoCloseable {
  static final KeySource KEYS = KeySource.generated(2048);
  private static final String OPERATOR = OperatorTokens.generate(new SecureRandom());
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final KafkaConnection NO_BROKER = new KafkaConnection("127.0.0.1:1");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestDatabase database;
  private final ActorSystem<Void> system;
  private final Authz authz;
  private final ServerBinding binding;
  private final Path folder;
  private final Clock clock = Clock.systemUTC();
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningAuthz(
      TestDatabase database, KafkaConnection kafka, Set<String> roles, Optional<String> authnUrl) {
    try {
      this.database = database;
      this.folder = Files.createTempDirectory(Path.of("target"), "authz-");
      this.system =
          ActorSystem.create(
              Behaviors.empty(),
              "authz",
              ConfigFactory.parseString("akka.http.server.remote-address-attribute = on")
                  .withFallback(ConfigFactory.load()));
      ServiceContext context =
          new ServiceContext(system, clock, kafka, new SimpleMeterRegistry(), new Health());
      this.authz = Authz.start(context, settings(roles, authnUrl), KEYS);
      this.binding =
          Http.get(system)
              .newServerAt("127.0.0.1", 0)
              .bind(Problems.sealed(authz.routes()))
              .toCompletableFuture()
              .join();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static RunningAuthz both() {
    return new RunningAuthz(
        TestDatabase.shared(),
        NO_BROKER,
        Set.of(AuthzSettings.AUTHN, AuthzSettings.AUTHZ),
        Optional.empty());
  }

  static RunningAuthz authn() {
    return new RunningAuthz(
        TestDatabase.shared(), NO_BROKER, Set.of(AuthzSettings.AUTHN), Optional.empty());
  }

  static RunningAuthz authz(String authnUrl) {
    return new RunningAuthz(
        TestDatabase.shared(), NO_BROKER, Set.of(AuthzSettings.AUTHZ), Optional.of(authnUrl));
  }

  static RunningAuthz withOwnDatabase() {
    return new RunningAuthz(
        TestDatabase.reachedThroughADoor(),
        NO_BROKER,
        Set.of(AuthzSettings.AUTHN, AuthzSettings.AUTHZ),
        Optional.empty());
  }

  static RunningAuthz withBroker(KafkaConnection kafka) {
    return new RunningAuthz(
        TestDatabase.shared(),
        kafka,
        Set.of(AuthzSettings.AUTHN, AuthzSettings.AUTHZ),
        Optional.empty());
  }

  /** One whose database cannot be reached from the start. */
  static RunningAuthz withoutDatabase() {
    TestDatabase database = TestDatabase.reachedThroughADoor();
    database.shut();
    return new RunningAuthz(
        database, NO_BROKER, Set.of(AuthzSettings.AUTHN, AuthzSettings.AUTHZ), Optional.empty());
  }

  private AuthzSettings settings(Set<String> roles, Optional<String> authnUrl) {
    return new AuthzSettings(
        roles,
        roles.contains(AuthzSettings.AUTHN)
            ? Optional.of(database.settings("authn"))
            : Optional.empty(),
        roles.contains(AuthzSettings.AUTHZ)
            ? Optional.of(database.settings("authz"))
            : Optional.empty(),
        authnUrl,
        false,
        List.of(OperatorTokens.hash(OPERATOR)),
        Set.of(AddressRange.of("127.0.0.1")),
        Optional.of(folder.resolve("grants.jws")),
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2));
  }

  /** An answer. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(body());
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body(), e);
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + binding.localAddress().getPort();
  }

  Instant now() {
    return clock.instant();
  }

  byte[] webhookMaster() {
    return KEYS.keys().webhookMasterKey().orElseThrow();
  }

  Answer call(String method, String path, String body, String type, String authorization) {
    return call("127.0.0.1", method, path, body, type, authorization);
  }

  /** As a proxy that is trusted says it of a peer. */
  private Answer call(
      String peer, String method, String path, String body, String type, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(PATIENCE)
            .header("X-Forwarded-For", peer)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer authenticateFrom(String peer, String name, String secret) {
    byte[] pair = (name + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return call(
        peer,
        "POST",
        "/authn/token",
        "grant_type=client_credentials",
        "application/x-www-form-urlencoded",
        "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  Answer listFrom(String peer, String authorization) {
    return call(peer, "GET", "/authz/clients", "", "", authorization);
  }

  Answer form(String path, String form, String authorization) {
    return call("POST", path, form, "application/x-www-form-urlencoded", authorization);
  }

  Answer asOperator(String method, String path, String body) {
    return call(method, path, body, "application/json", "Bearer " + OPERATOR);
  }

  Answer add(String name, String grants) {
    return asOperator(
        "POST", "/authz/clients", "{\"client_id\":\"" + name + "\",\"grants\":" + grants + "}");
  }

  Answer authenticate(String name, String secret) {
    return authenticateFrom("127.0.0.1", name, secret);
  }

  String authentication(String name, String secret) {
    return authenticate(name, secret).json().path("access_token").asText();
  }

  Answer exchange(String authentication, String more) {
    return form(
        "/authz/token",
        "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token"
            + "&subject_token="
            + authentication
            + more,
        "");
  }

  /** Both steps; the first that fails is the answer. */
  Answer token(String name, String secret, String more) {
    Answer authenticated = authenticate(name, secret);
    return authenticated.status() == 200
        ? exchange(authenticated.json().path("access_token").asText(), more)
        : authenticated;
  }

  void stopDatabase() {
    database.shut();
  }

  void startDatabase() {
    database.open();
  }

  /** Waits until a snapshot was written after now: the payload of its JWS names the client. */
  void awaitSnapshotOf(String name) {
    await(
        () -> {
          try {
            String[] parts = Files.readString(folder.resolve("grants.jws")).split("\\.");
            return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .contains("\"" + name + "\"");
          } catch (IOException e) {
            return false; // not there yet
          }
        });
  }

  void awaitWhole(String authentication) {
    await(() -> !exchange(authentication, "").json().path("degraded").asBoolean());
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assert System.nanoTime() < deadline : "not in " + PATIENCE;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void close() {
    binding.unbind().toCompletableFuture().join();
    authz.drain().toCompletableFuture().join();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    database.close();
  }
}
