package ocelli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedIT {
  private static final int MAX_RECORD_BYTES = 1 << 20;
  private static final String PASSWORD = "a-password";
  private static final long PATIENCE_SECONDS = 120; // a start with recovery on a busy machine
  private static final long LOOK_MILLIS = 50;

  @TempDir Path folder;

  @Test
  void kafka_restartedOnItsFolder_keepsTopicsAndRecords() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, MAX_RECORD_BYTES);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
      assertThat(append(kafka)).isZero();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, MAX_RECORD_BYTES)) {
      assertThat(append(kafka)).isEqualTo(1);
    }
  }

  @Test
  void postgres_restartedOnItsFolder_keepsRows_andRefusesOtherRolesAndPasswords() throws Exception {
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
  void postgres_postmasterLeftRunning_isStoppedAndReplaced() throws Exception {
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
  void postgres_killed_isStartedAgainOnItsPort_askedToEnd_itStaysDown() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      postgres.ensureDatabase("one", PASSWORD);
      execute(postgres.url("one"), "one", "create table kept (value int)");
      for (int kill = 1; kill <= 2; kill++) {
        execute(postgres.url("one"), "one", "insert into kept values (42)");
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        awaitRows(postgres, kill);
      }
      ProcessHandle postmaster = postmaster();
      new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().waitFor();
      postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      awaitNoKeeper();
      assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }
  }

  private ProcessHandle postmaster() throws Exception {
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** One that would start the server again stays. */
  private static void awaitNoKeeper() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("postgres-keeper"))) {
      assertThat(System.nanoTime()).as("a keeper is there").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static void awaitRows(EmbeddedPostgres postgres, int count) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Connection connection =
              DriverManager.getConnection(postgres.url("one"), "one", PASSWORD);
          ResultSet rows = connection.createStatement().executeQuery("select count(*) from kept")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(count);
        return;
      } catch (SQLException e) {
        assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  private static long append(EmbeddedKafka kafka) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      return producer
          .send(new ProducerRecord<>("t", new byte[] {1}))
          .get(20, TimeUnit.SECONDS)
          .offset();
    }
  }

  private static void execute(String url, String role, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, role, PASSWORD)) {
      connection.createStatement().execute(sql);
    }
  }
}
