package ocelli.jobs.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ocelli.client.core.Acknowledgement;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.Image;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.Progress;
import ocelli.jobs.core.State;
import ocelli.runtime.jdbc.Database;

/**
 * What a worker makes of the jobs in its hands: their source, their pages, and which of those are
 * sent. A job moves on only while it is still the worker's own and still wanted.
 */
public final class Workbench {
  private final Database database;
  private final UUID worker;

  /**
   * @param worker this process, as the queue knows it
   */
  public Workbench(Database database, UUID worker) {
    this.database = database;
    this.worker = worker;
  }

  /** Says how far a job is; false where it is no longer this worker's. */
  public boolean moved(JobId job, Progress progress) throws SQLException {
    return database.transactNow(connection -> moved(connection, job, progress));
  }

  private boolean moved(Connection connection, JobId job, Progress progress) throws SQLException {
    int changed =
        Sql.update(
            connection,
            "update jobs.job set state = ?, stage = ?, percent = ?" + Queue.MINE,
            progress.state().name(),
            progress.stage(),
            progress.percent(),
            job.value(),
            worker);
    if (changed > 0) {
      JobRows.announce(connection, job);
    }
    return changed > 0;
  }

  /** The PDF that was uploaded or fetched; empty where there is none. */
  public Optional<byte[]> source(JobId job) throws SQLException {
    return database.transactNow(
        connection ->
            Sql.first(
                connection,
                row -> row.getBytes(1),
                "select content from jobs.source where job = ?",
                job.value()));
  }

  /** Keeps what was fetched, so that no restart fetches again; false where it is not wanted. */
  public boolean keep(JobId job, Image fetched) throws SQLException {
    return fetched.type() == FileType.PDF
        ? database.transactNow(connection -> keepSource(connection, job, fetched))
        : keepPages(job, List.of(fetched));
  }

  private boolean keepSource(Connection connection, JobId job, Image fetched) throws SQLException {
    if (!moved(connection, job, Progress.drawing())) {
      return false;
    }
    Sql.update(
        connection,
        "insert into jobs.source (job, content) values (?, ?) on conflict do nothing",
        job.value(),
        fetched.content());
    return true;
  }

  /** Keeps the pages before the first is sent; false where they are not wanted. */
  public boolean keepPages(JobId job, List<Image> pages) throws SQLException {
    return database.transactNow(
        connection -> {
          if (!moved(connection, job, Progress.sending(0, pages.size()))) {
            return false;
          }
          for (int i = 0; i < pages.size(); i++) {
            Sql.update(
                connection,
                "insert into jobs.page (job, page, type, content) values (?, ?, ?, ?)",
                job.value(),
                i + 1,
                pages.get(i).type().mediaType(),
                pages.get(i).content());
          }
          Sql.update(
              connection, "update jobs.job set pages = ? where id = ?", pages.size(), job.value());
          Sql.update(connection, "delete from jobs.source where job = ?", job.value());
          return true;
        });
  }

  /** The pages that ingestion has not acknowledged yet, in order. */
  public List<Integer> unsent(JobId job) throws SQLException {
    return database.transactNow(
        connection ->
            Sql.list(
                connection,
                row -> row.getInt(1),
                "select page from jobs.page where job = ? and image is null order by page",
                job.value()));
  }

  /** The bytes of a page; empty where the job is no longer wanted. */
  public Optional<byte[]> page(JobId job, int page) throws SQLException {
    return database.transactNow(
        connection ->
            Sql.first(
                connection,
                row -> row.getBytes(1),
                "select content from jobs.page where job = ? and page = ?",
                job.value(),
                page));
  }

  /** Keeps what ingestion acknowledged. */
  public boolean sent(JobId job, int page, Acknowledgement acknowledged, Progress progress)
      throws SQLException {
    return database.transactNow(
        connection -> {
          Sql.update(
              connection,
              "update jobs.page set image = ?, width = ?, height = ? where job = ? and page = ?",
              acknowledged.image(),
              acknowledged.width(),
              acknowledged.height(),
              job.value(),
              page);
          return moved(connection, job, progress);
        });
  }

  /** All images are sent: the token is erased, and what came already may be all there is. */
  public void seeing(JobId job, Completion completion) throws SQLException {
    database.transactNow(
        connection -> {
          int changed =
              Sql.update(
                  connection,
                  "update jobs.job set state = ?, token = null, worker = null, leased_until = null"
                      + Queue.MINE,
                  State.SEEING.name(),
                  job.value(),
                  worker);
          if (changed > 0) {
            completion.look(connection, job);
          }
          return changed;
        });
  }

  /** Ends a job with a cause. */
  public void fail(JobId job, Cause cause, Instant now) throws SQLException {
    database.transactNow(connection -> JobRows.fail(connection, job, cause, now));
  }
}
