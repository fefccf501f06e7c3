package ocelli.authz;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ocelli.authz.core.OperatorTokens;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.runtime.kafka.KafkaConnection;

/** Both roles as a process of its own, which ends itself at a crash point. */
final class HaltingAuthz implements AuthzCalls, AutoCloseable {
  private final TestDatabase database = TestDatabase.shared();
  private final KeySource keys;
  private final Process process;
  private final String url;

  private HaltingAuthz(String point, KafkaConnection kafka, Path folder) throws IOException {
    this.keys = FileKeySource.openOrCreate(folder.resolve("keys"));
    Path address = folder.resolve("address");
    this.process =
        new ProcessBuilder(
                Stream.of(
                        command(point),
                        List.of(
                            kafka.bootstrapServers(),
                            folder.toString(),
                            address.toString(),
                            OperatorTokens.hash(OPERATOR)),
                        words(database.settings("authn")),
                        words(database.settings("authz")))
                    .flatMap(List::stream)
                    .toList())
            .redirectOutput(folder.resolve("said").toFile())
            .redirectErrorStream(true)
            .start();
    RunningAuthz.await(() -> Files.exists(address) || !process.isAlive());
    this.url = Files.readString(address);
  }

  /** On a broker, with a new database and keys in a folder. */
  static HaltingAuthz at(String point, KafkaConnection kafka, Path folder) throws IOException {
    return new HaltingAuthz(point, kafka, folder);
  }

  @Override
  public String url() {
    return url;
  }

  TestDatabase database() {
    return database;
  }

  KeySource keys() {
    return keys;
  }

  /** What it exits with, by an operator's call: answered, where the end comes after that. */
  int endedBy(String method, String path, String body) throws InterruptedException {
    try {
      asOperator(method, path, body);
    } catch (AssertionError brokenOff) {
      assert brokenOff.getCause() instanceof IOException : brokenOff;
    }
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it did not come to its crash point");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static List<String> command(String point) {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Docelli.halt.at=" + point,
        "-cp",
        System.getProperty("java.class.path"),
        HaltingAuthz.class.getName());
  }

  private static List<String> words(DatabaseSettings database) {
    return List.of(database.url(), database.user(), database.password());
  }

  /**
   * The process.
   *
   * @param arguments the broker, a folder with keys, the file for its address, the hash of an
   *     operator's token, and two databases: URL, user and password each
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            "authz",
            ConfigFactory.parseString("akka.http.server.remote-address-attribute = on")
                .withFallback(ConfigFactory.load()));
    ServiceContext context =
        new ServiceContext(
            system,
            Clock.systemUTC(),
            new KafkaConnection(arguments[0]),
            new SimpleMeterRegistry(),
            new Health());
    Authz authz =
        Authz.start(
            context,
            RunningAuthz.settings(
                Optional.of(database(Arrays.copyOfRange(arguments, 4, 7))),
                Optional.of(database(Arrays.copyOfRange(arguments, 7, 10))),
                Optional.empty(),
                arguments[3],
                folder),
            FileKeySource.openOrCreate(folder.resolve("keys")));
    int port =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(authz.routes()))
            .toCompletableFuture()
            .join()
            .localAddress()
            .getPort();
    Path written = Files.writeString(folder.resolve("address.new"), "http://127.0.0.1:" + port);
    Files.move(written, Path.of(arguments[2]), StandardCopyOption.ATOMIC_MOVE);
  }

  private static DatabaseSettings database(String[] words) {
    return new DatabaseSettings(words[0], words[1], words[2], 3); // calls come one at a time
  }
}
