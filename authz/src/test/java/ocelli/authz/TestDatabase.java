package ocelli.authz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.embedded.EmbeddedPostgres;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.jspecify.annotations.Nullable;

/** A database of its own for each role on the one server of this JVM. */
final class TestDatabase implements AutoCloseable {
  private static final String PASSWORD = "test-password";
  private static final int POOL_SIZE = 3; // calls come one at a time
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  private final String suffix = "_" + (char) ('a' + NUMBER.getAndIncrement());
  private final Optional<Door> door;

  private TestDatabase(Optional<Door> door) {
    this.door = door;
  }

  static TestDatabase shared() {
    server();
    return new TestDatabase(Optional.empty());
  }

  /** One that can be made unreachable. */
  static TestDatabase reachedThroughADoor() {
    return new TestDatabase(Optional.of(Door.to(port(server().url("x")))));
  }

  DatabaseSettings settings(String role) {
    String name = role + suffix;
    try {
      server().ensureDatabase(name, PASSWORD);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    String url = server().url(name);
    String reached =
        door.map(open -> url.replace(":" + port(url) + "/", ":" + open.port() + "/")).orElse(url);
    return new DatabaseSettings(reached, name, PASSWORD, POOL_SIZE);
  }

  void shut() {
    door.orElseThrow().shut();
  }

  void open() {
    door.orElseThrow().open();
  }

  @Override
  public void close() {
    door.ifPresent(Door::close);
  }

  private static int port(String url) {
    return Integer.parseInt(url.replaceAll(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
  }

  private static synchronized EmbeddedPostgres server() {
    if (server == null) {
      try {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres-");
        EmbeddedPostgres started = EmbeddedPostgres.start(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
        server = started;
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return server;
  }

  private static void close(EmbeddedPostgres started) {
    try {
      started.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
