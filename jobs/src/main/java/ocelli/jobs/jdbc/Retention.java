package ocelli.jobs.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import ocelli.runtime.jdbc.Database;

/** How long jobs are kept after their end. */
public final class Retention {
  private static final int BATCH = 20; // at most 50 pages of 16 MiB each: seconds, not minutes

  private final Database database;
  private final Duration kept;

  /**
   * On a database that is up to date.
   *
   * @param kept from a job's end on
   */
  public Retention(Database database, Duration kept) {
    this.database = database;
    this.kept = kept;
  }

  /**
   * Deletes some of the jobs that ended too long ago, the oldest first, with their pages, messages
   * and results. Several processes may do so at once.
   *
   * @return how many; 0 where there are no more
   */
  public int deleteSome(Instant now) throws SQLException {
    return database.transactNow(
        connection ->
            Sql.update(
                connection,
                "delete from jobs.job where id in (select id from jobs.job where finished_at < ?"
                    + " and not"
                    + JobRows.PENDING
                    + "order by finished_at limit ? for update skip locked)",
                now.minus(kept),
                BATCH));
  }
}
