package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import ocelli.jobs.send.Sweeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Old jobs on a real database: they go with all that hangs on them, and nothing else does. */
class RetentionIT extends OnJobTables {
  private static final Duration KEPT = Duration.ofDays(35);
  private static final Instant TOO_OLD = NOW.minus(KEPT).minusSeconds(1);
  private static final int BATCH = 20;
  private static final long PATIENCE_SECONDS = 120; // on a busy machine

  @Test
  void deleteSome_takesWhatEndedTooLongAgo_inBatches_withAllOfIt() throws Exception {
    for (int i = 0; i < BATCH + 3; i++) {
      ended(TOO_OLD.minusSeconds(i), "SUCCESS");
    }
    ended(TOO_OLD, "FAILURE");
    ended(TOO_OLD, "CANCELLED");
    UUID kept = ended(TOO_OLD.plusSeconds(2), "SUCCESS");
    UUID open = database.transactNow(connection -> insert(connection, "SEEING", null));

    Retention retention = new Retention(database, KEPT);
    assertThat(retention.deleteSome(NOW)).isEqualTo(BATCH);
    assertThat(retention.deleteSome(NOW)).isEqualTo(5);
    assertThat(retention.deleteSome(NOW)).isZero();

    assertThat(ids("job", "id")).containsExactlyInAnyOrder(kept, open);
    for (String table : List.of("page", "message", "result")) {
      assertThat(ids(table, "job")).as(table).containsExactly(kept);
    }
  }

  @Test
  void sweeper_goesOnUntilNoneIsLeft() throws Exception {
    for (int i = 0; i < 2 * BATCH + 1; i++) {
      ended(TOO_OLD, "SUCCESS");
    }
    Sweeper sweeper = sweeper(Duration.ofHours(1)); // so all of them at its first look
    awaitEmpty();
    sweeper.drain(Duration.ofSeconds(PATIENCE_SECONDS));
  }

  @Test
  void sweeper_looksAgain_untilItIsDrained() throws Exception {
    Sweeper sweeper = sweeper(Duration.ofMillis(20));
    ended(TOO_OLD, "SUCCESS");
    awaitEmpty();
    ended(TOO_OLD, "SUCCESS");
    awaitEmpty();
    sweeper.drain(Duration.ofSeconds(PATIENCE_SECONDS));
    UUID late = ended(TOO_OLD, "SUCCESS");
    assertThat(ids("job", "id")).containsExactly(late);
  }

  private Sweeper sweeper(Duration pause) {
    return Sweeper.start(new Retention(database, KEPT), pause, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void awaitEmpty() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!ids("job", "id").isEmpty()) {
      assertThat(System.nanoTime()).as("all old jobs are deleted").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** A job with a page, a message and a result: at once, for a sweeper may be at work. */
  private UUID ended(Instant at, String state) throws SQLException {
    byte[] bytes = "bytes".getBytes(StandardCharsets.UTF_8);
    return database.transactNow(
        connection -> {
          UUID job = insert(connection, state, at);
          Sql.update(
              connection,
              "insert into jobs.page (job, page, type, content) values (?, 1, 'image/png', ?)",
              job,
              bytes);
          Sql.update(
              connection,
              "insert into jobs.message (job, id, body) values (?, 'm', ?)",
              job,
              bytes);
          Sql.update(
              connection,
              "insert into jobs.result (number, job, owner, etag, document)"
                  + " values (nextval('jobs.result_number'), ?, 'owner', 'e', ?)",
              job,
              bytes);
          return job;
        });
  }

  private static UUID insert(Connection connection, String state, @Nullable Instant finished)
      throws SQLException {
    UUID job = UUID.randomUUID();
    Sql.update(
        connection,
        "insert into jobs.job (id, owner, state, stage, percent, created_at, finished_at,"
            + " deadline, tasks, summary) values (?, 'owner', ?, '', 0, ?, ?, ?, '{}', true)",
        job,
        state,
        TOO_OLD,
        finished,
        TOO_OLD);
    return job;
  }

  private List<UUID> ids(String table, String column) throws SQLException {
    return database.transactNow(
        connection ->
            Sql.list(
                connection,
                row -> row.getObject(1, UUID.class),
                "select " + column + " from jobs." + table));
  }
}
