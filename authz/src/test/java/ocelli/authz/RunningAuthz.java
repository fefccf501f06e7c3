package ocelli.authz;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.authz.core.AddressRange;
import ocelli.authz.core.OperatorTokens;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.runtime.kafka.KafkaConnection;

/** Roles on a port of their own in this process. */
final class RunningAuthz implements AuthzCalls, AutoCloseable {
  static final KeySource KEYS = KeySource.generated(2048);
  private static final KafkaConnection NO_BROKER = new KafkaConnection("127.0.0.1:1");

  private final TestDatabase database;
  private final ActorSystem<Void> system;
  private final Authz authz;
  private final ServerBinding binding;
  private final Path folder;
  private final Clock clock = Clock.systemUTC();

  private RunningAuthz(
      TestDatabase database, KafkaConnection kafka, Set<String> roles, Optional<String> authnUrl) {
    this(database, kafka, KEYS, roles, authnUrl);
  }

  private RunningAuthz(
      TestDatabase database,
      KafkaConnection kafka,
      KeySource keys,
      Set<String> roles,
      Optional<String> authnUrl) {
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
      this.authz = Authz.start(context, settings(roles, authnUrl), keys);
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

  /** One that goes on where another process left off. */
  static RunningAuthz after(HaltingAuthz halted, KafkaConnection kafka) {
    return new RunningAuthz(
        halted.database(),
        kafka,
        halted.keys(),
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
    return settings(
        roles.contains(AuthzSettings.AUTHN)
            ? Optional.of(database.settings("authn"))
            : Optional.empty(),
        roles.contains(AuthzSettings.AUTHZ)
            ? Optional.of(database.settings("authz"))
            : Optional.empty(),
        authnUrl,
        OperatorTokens.hash(OPERATOR),
        folder);
  }

  /**
   * The roles whose databases are given.
   *
   * @param folder of the snapshot
   */
  static AuthzSettings settings(
      Optional<DatabaseSettings> authn,
      Optional<DatabaseSettings> authz,
      Optional<String> authnUrl,
      String operatorHash,
      Path folder) {
    return new AuthzSettings(
        roles(authn, authz),
        authn,
        authz,
        authnUrl,
        false,
        List.of(operatorHash),
        Set.of(AddressRange.of("127.0.0.1")),
        Optional.of(folder.resolve("grants.jws")),
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2));
  }

  private static Set<String> roles(
      Optional<DatabaseSettings> authn, Optional<DatabaseSettings> authz) {
    return Stream.of(authn.map(db -> AuthzSettings.AUTHN), authz.map(db -> AuthzSettings.AUTHZ))
        .flatMap(Optional::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + binding.localAddress().getPort();
  }

  Instant now() {
    return clock.instant();
  }

  byte[] webhookMaster() {
    return KEYS.keys().webhookMasterKey().orElseThrow();
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
