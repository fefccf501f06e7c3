package ocelli.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.embedded.EmbeddedKafka;
import ocelli.embedded.EmbeddedPostgres;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.runtime.kafka.KafkaConnection;
import org.jspecify.annotations.Nullable;

/**
 * A real broker and a real database, started once per test JVM under {@code target/}. Tests keep
 * apart by their own databases and their own topics or keys.
 */
public final class LiveBackend {
  private static final String PASSWORD = "test-password";
  private static final int POOL_SIZE = 5; // tests run one at a time

  private static @Nullable LiveBackend shared;

  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();

  private LiveBackend(EmbeddedKafka kafka, EmbeddedPostgres postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  /** The one of this JVM, started at the first call; ended with the JVM. */
  public static synchronized LiveBackend shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  private static LiveBackend start() {
    try {
      Path target = Files.createDirectories(Path.of("target"));
      Path folder = Files.createTempDirectory(target, "live-").toAbsolutePath();
      CompletableFuture<EmbeddedPostgres> postgres =
          CompletableFuture.supplyAsync(() -> startPostgres(folder.resolve("postgres")));
      EmbeddedKafka kafka =
          EmbeddedKafka.start(folder.resolve("kafka"), KafkaConnection.MAX_RECORD_BYTES);
      return new LiveBackend(kafka, postgres.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres startPostgres(Path folder) {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
      return postgres;
    } catch (IOException | SQLException e) {
      throw new CompletionException(e);
    }
  }

  private static void close(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The broker. */
  public KafkaConnection kafka() {
    return new KafkaConnection(kafka.bootstrapServers());
  }

  /** A new, empty database with its own role. */
  public DatabaseSettings newDatabase() {
    int number = databases.incrementAndGet();
    String name = "test_" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    try {
      postgres.ensureDatabase(name, PASSWORD);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseSettings(postgres.url(name), name, PASSWORD, POOL_SIZE);
  }

  /** The settings of a database as HOCON under a path: {@code ocelli.push.database}. */
  public static String hocon(String path, DatabaseSettings database) {
    return String.format(
        "%s { url = \"%s\", user = \"%s\", password = \"%s\", pool-size = %d }%n",
        path, database.url(), database.user(), database.password(), database.poolSize());
  }

  /**
   * A node of its own on this broker.
   *
   * @param settings HOCON over the modules' reference.conf
   */
  public TestNode node(String settings) {
    return TestNode.start(kafka(), settings);
  }
}
