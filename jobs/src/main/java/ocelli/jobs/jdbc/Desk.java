package ocelli.jobs.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.protocol.ClientId;
import ocelli.protocol.TaskId;
import ocelli.runtime.jdbc.Database;

/** The web side's jobs: accepts, tells, cancels. Every statement is about an owner's own rows. */
public final class Desk {
  private final Database database;

  /** On a database that is up to date. */
  public Desk(Database database) {
    this.database = database;
  }

  /** What came with a job: a file of a known type. */
  public record Upload(Path file, FileType type) {}

  /**
   * Puts a job into the queue.
   *
   * @param mostPending that one owner may have
   * @return false where the owner has as many already: nothing was written
   */
  public CompletionStage<Boolean> accept(NewJob job, Optional<Upload> upload, int mostPending) {
    return database.transact(
        connection -> {
          // One owner's acceptances follow each other, so that the count is right.
          Sql.call(
              connection,
              "select pg_advisory_xact_lock(hashtextextended(?, 0))",
              job.owner().value());
          if (pending(connection, job.owner()) >= mostPending) {
            return false;
          }
          insert(connection, job, upload.isPresent());
          if (upload.isPresent()) {
            store(connection, job.id(), upload.get());
          }
          JobRows.announce(connection, job.id());
          return true;
        });
  }

  private static long pending(Connection connection, ClientId owner) throws SQLException {
    return Sql.first(
            connection,
            row -> row.getLong(1),
            "select count(*) from jobs.job where owner = ? and" + JobRows.PENDING,
            owner.value())
        .orElse(0L);
  }

  private static void insert(Connection connection, NewJob job, boolean uploaded)
      throws SQLException {
    Array tasks =
        connection.createArrayOf("text", job.tasks().stream().map(TaskId::toString).toArray());
    Progress progress = Progress.queued();
    Sql.update(
        connection,
        "insert into jobs.job (id, owner, state, stage, percent, url, name, created_at, deadline,"
            + " token, tasks, summary, words) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " to_tsvector('simple', ?))",
        job.id().value(),
        job.owner().value(),
        progress.state().name(),
        progress.stage(),
        progress.percent(),
        job.url().orElse(null),
        job.name().orElse(null),
        job.createdAt(),
        job.deadline(),
        job.token(),
        tasks,
        job.summary(),
        job.name().orElse(uploaded ? "" : job.url().orElse("")));
  }

  /** An image is the one page; a PDF waits until it is drawn. */
  private static void store(Connection connection, JobId job, Upload upload) throws SQLException {
    boolean pdf = upload.type() == FileType.PDF;
    String sql =
        pdf
            ? "insert into jobs.source (job, content) values (?, ?)"
            : "insert into jobs.page (job, page, type, content) values (?, 1, '"
                + upload.type().mediaType()
                + "', ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        InputStream content = Files.newInputStream(upload.file())) {
      statement.setObject(1, job.value());
      statement.setBinaryStream(2, content, Files.size(upload.file()));
      statement.executeUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!pdf) {
      Sql.update(connection, "update jobs.job set pages = 1 where id = ?", job.value());
    }
  }

  /** How far a job is; empty where the owner has no such job. */
  public CompletionStage<Optional<JobStatus>> status(ClientId owner, JobId job) {
    return database.transact(
        connection ->
            Sql.first(
                connection,
                JobRows::status,
                "select" + JobRows.STATUS + "from jobs.job where id = ? and owner = ?",
                job.value(),
                owner.value()));
  }

  /** The owner's jobs that wait, the newest of them at most {@code most}. */
  public CompletionStage<List<JobStatus>> pendingOf(ClientId owner, int most) {
    return database.transact(
        connection ->
            Sql.list(
                connection,
                JobRows::status,
                "select"
                    + JobRows.STATUS
                    + "from jobs.job where owner = ? and"
                    + JobRows.PENDING
                    + "order by sequence desc limit ?",
                owner.value(),
                most));
  }

  /** Cancels a job that waits; answers how it stands then, empty where there is no such job. */
  public CompletionStage<Optional<JobStatus>> cancel(ClientId owner, JobId job, Instant now) {
    return database.transact(
        connection -> {
          Optional<Boolean> own =
              Sql.first(
                  connection,
                  row -> true,
                  "select 1 from jobs.job where id = ? and owner = ? for update",
                  job.value(),
                  owner.value());
          if (own.isEmpty()) {
            return Optional.empty();
          }
          JobRows.cancel(connection, job, now);
          return Sql.first(
              connection,
              JobRows::status,
              "select" + JobRows.STATUS + "from jobs.job where id = ?",
              job.value());
        });
  }
}
