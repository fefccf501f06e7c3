package ocelli.allinone;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import ocelli.embedded.EmbeddedKafka;
import ocelli.embedded.EmbeddedPostgres;
import ocelli.runtime.kafka.KafkaConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker and the database of this process, started side by side, with a database per service.
 */
final class Backend implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;

  private Backend(EmbeddedKafka kafka, EmbeddedPostgres postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  static Backend start(DataFolder folder) throws IOException {
    CompletableFuture<EmbeddedPostgres> postgres =
        CompletableFuture.supplyAsync(() -> startPostgres(folder));
    EmbeddedKafka kafka;
    try {
      kafka = EmbeddedKafka.start(folder.kafka(), KafkaConnection.MAX_RECORD_BYTES);
    } catch (IOException | RuntimeException e) {
      postgres.thenAccept(Backend::closeQuietly).join();
      throw e;
    }
    try {
      return new Backend(kafka, whole(postgres));
    } catch (IOException e) {
      kafka.close();
      throw e;
    }
  }

  /**
   * Starts the database alone. Being asked to end meanwhile does not break its start off half way,
   * with a server that nobody holds: it is started, and closed by who asked for it.
   */
  static EmbeddedPostgres database(DataFolder folder) throws IOException {
    return whole(CompletableFuture.supplyAsync(() -> startPostgres(folder)));
  }

  private static EmbeddedPostgres whole(CompletableFuture<EmbeddedPostgres> starting)
      throws IOException {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException("PostgreSQL did not start", e.getCause());
    }
  }

  private static void closeQuietly(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      LOG.warn("PostgreSQL did not stop: {}", e.getMessage());
    }
  }

  private static EmbeddedPostgres startPostgres(DataFolder folder) {
    try {
      return EmbeddedPostgres.start(folder.postgres());
    } catch (IOException | SQLException e) {
      throw new CompletionException(e);
    }
  }

  /**
   * The settings that lead the services here. Each gets a database and a role of its own, with a
   * password that is new at each start and never stored.
   */
  Map<String, Object> settings(List<String> names) throws SQLException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("ocelli.kafka.bootstrap-servers", kafka.bootstrapServers());
    for (String name : names) {
      String password = Password.fresh();
      postgres.ensureDatabase(name, password);
      settings.put("ocelli." + name + ".database.url", postgres.url(name));
      settings.put("ocelli." + name + ".database.user", name);
      settings.put("ocelli." + name + ".database.password", password);
    }
    return settings;
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() throws IOException {
    kafka.close();
    postgres.close();
  }
}
