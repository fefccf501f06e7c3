package ocelli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  private static final String PASSWORD = "a-password";
  private static final long PATIENCE_SECONDS = 120; // a start with recovery on a busy machine
  private static final long LOOK_MILLIS = 50;

  @TempDir Path folder;

  @Test
  void restartedOnItsFolder_keepsRows_andRefusesOtherRolesAndPasswords() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      postgres.ensureDatabase("one", PASSWORD);
      postgres.ensureDatabase("two", PASSWORD);
      execute(postgres.url("one"), "one", "create table kept (value int)");
      execute(postgres.url("one"), "one", "insert into kept values (42)");
      assertThatThrownBy(() -> execute(postgres.url("one"), "two", "select 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
    assertThatThrownBy(
            () -> {
              try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
                DriverManager.getConnection(postgres.url("one"), "one", "another-password");
              }
            })
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
        Connection connection = DriverManager.getConnection(postgres.url("one"), "one", PASSWORD);
        ResultSet rows = connection.createStatement().executeQuery("select value from kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(42);
    }
  }

  @Test
  void postmasterLeftRunning_isStoppedAndReplaced() throws Exception {
    Process killed =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                PostgresProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(killed.inputReader().readLine()).isEqualTo(PostgresProcess.STARTED);
    killed.destroyForcibly().waitFor();
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();

    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
      postgres.ensureDatabase("one", PASSWORD);
      execute(postgres.url("one"), "one", "select 1");
    }
  }

  @Test
  void killed_isStartedAgainOnItsPort_askedToEnd_itStaysDown() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      postgres.ensureDatabase("one", PASSWORD);
      execute(postgres.url("one"), "one", "create table kept (value int)");
      for (int kill = 1; kill <= 2; kill++) {
        execute(postgres.url("one"), "one", "insert into kept values (42)");
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        awaitRows(postgres, kill);
        assertThat(session(postmaster())).as("its own").isEqualTo(postmaster().pid());
      }
      signal("QUIT");
      awaitNoKeeper();
      assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }
  }

  @Test
  void firstRunAskedToEnd_staysDown() throws Exception {
    for (String asking : List.of("TERM", "INT", "QUIT")) {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
        postgres.ensureDatabase("one", PASSWORD);
        signal(asking);
        awaitNoKeeper();
        assertThat(folder.resolve("data/postmaster.pid")).as(asking).doesNotExist();
      }
    }
  }

  /** A disk that takes no more, as it looks to PostgreSQL: no new file for its log of changes. */
  @Test
  void firstRunEndsByItself_isTriedUntilItStarts_andNothingIsLost() throws Exception {
    Path wal = folder.resolve("data/pg_wal");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      postgres.ensureDatabase("one", PASSWORD);
      execute(postgres.url("one"), "one", "create table kept (value int)");
      execute(postgres.url("one"), "one", "insert into kept values (42)");
      ProcessHandle first = postmaster();
      Files.setPosixFilePermissions(wal, PosixFilePermissions.fromString("r-x------"));
      for (long deadline = deadline(); first.isAlive(); ) {
        assertThat(System.nanoTime()).as("it goes on").isLessThan(deadline);
        try {
          execute(
              postgres.url("one"),
              "one",
              "insert into kept select 7 from generate_series(1, 1000000)");
        } catch (SQLException e) {
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS); // its connections are cut, or it is away
        }
      }
      awaitAborted(3); // the first and two that were started again
      Files.setPosixFilePermissions(wal, PosixFilePermissions.fromString("rwx------"));
      awaitQuery(postgres, "select count(*) from kept where value = 42", 1);
      assertThat(Files.readString(folder.resolve("postgres.log"))).contains("PANIC:");
    } finally {
      Files.setPosixFilePermissions(wal, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private void awaitAborted(int starts) throws Exception {
    long deadline = deadline();
    while (aborted() < starts) {
      assertThat(System.nanoTime()).as(aborted() + " starts failed").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private long aborted() throws Exception {
    return Files.readAllLines(folder.resolve("postgres.log")).stream()
        .filter(line -> line.contains("due to startup process failure"))
        .count();
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  }

  private void signal(String name) throws Exception {
    ProcessHandle postmaster = postmaster();
    new ProcessBuilder("kill", "-" + name, Long.toString(postmaster.pid())).start().waitFor();
    postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Who has one of its own does not hear a terminal's Ctrl-C. Fourth after the name: proc(5). */
  private static long session(ProcessHandle process) throws Exception {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
  }

  private ProcessHandle postmaster() throws Exception {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** One that would start the server again stays. */
  private static void awaitNoKeeper() throws InterruptedException {
    long deadline = deadline();
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("postgres-keeper"))) {
      assertThat(System.nanoTime()).as("a keeper is there").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static void awaitRows(EmbeddedPostgres postgres, int count) throws Exception {
    awaitQuery(postgres, "select count(*) from kept", count);
  }

  private static void awaitQuery(EmbeddedPostgres postgres, String query, int answer)
      throws Exception {
    long deadline = deadline();
    while (true) {
      try (Connection connection =
              DriverManager.getConnection(postgres.url("one"), "one", PASSWORD);
          ResultSet rows = connection.createStatement().executeQuery(query)) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(answer);
        return;
      } catch (SQLException e) {
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private static void execute(String url, String role, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, role, PASSWORD)) {
      connection.createStatement().execute(sql);
    }
  }
}
