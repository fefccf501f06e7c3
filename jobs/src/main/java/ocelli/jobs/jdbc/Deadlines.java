package ocelli.jobs.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.JobId;
import ocelli.runtime.jdbc.Database;

/** The time that each job has. */
public final class Deadlines {
  private final Database database;

  /** On a database that is up to date. */
  public Deadlines(Database database) {
    this.database = database;
  }

  /**
   * Ends the jobs whose time is over.
   *
   * @param seconds that each had
   */
  public int failOverdue(Instant now, long seconds) throws SQLException {
    return database.transactNow(
        connection -> {
          List<Overdue> overdue =
              Sql.list(
                  connection,
                  row -> new Overdue(new JobId(row.getObject(1, UUID.class)), row.getString(2)),
                  "select id, stage from jobs.job where deadline < ? and"
                      + JobRows.PENDING
                      + "order by deadline limit 100 for update skip locked",
                  now);
          for (Overdue job : overdue) {
            JobRows.fail(connection, job.id(), Cause.outOfTime(seconds, job.stage()), now);
          }
          return overdue.size();
        });
  }

  private record Overdue(JobId id, String stage) {}
}
