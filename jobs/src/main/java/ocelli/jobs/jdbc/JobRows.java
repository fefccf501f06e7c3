package ocelli.jobs.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.jobs.core.State;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.jspecify.annotations.Nullable;

/** How a job's row is read, changed and announced, within a transaction. */
final class JobRows {
  /** The channel of LISTEN and NOTIFY. */
  static final String CHANNEL = "jobs";

  /** What {@link #status} reads. */
  static final String STATUS = " id, owner, state, stage, percent, number, problem ";

  /** States in which a job waits for something. */
  static final String PENDING = " state in ('QUEUED', 'FETCHING', 'SENDING', 'SEEING') ";

  private JobRows() {}

  static JobStatus status(ResultSet row) throws SQLException {
    long number = row.getLong("number");
    OptionalLong newest = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    return new JobStatus(
        new ClientId(row.getString("owner")),
        new JobId(row.getObject("id", UUID.class)),
        new Progress(
            State.valueOf(row.getString("state")), row.getString("stage"), row.getInt("percent")),
        newest,
        Optional.ofNullable(row.getString("problem")));
  }

  /** Whoever watches hears of it when this transaction commits. */
  static void announce(Connection connection, JobStatus status) throws SQLException {
    Sql.call(connection, "select pg_notify(?, ?)", CHANNEL, status.wire());
  }

  /** Announces the row as it stands. */
  static void announce(Connection connection, JobId job) throws SQLException {
    Optional<JobStatus> status =
        Sql.first(
            connection,
            JobRows::status,
            "select" + STATUS + "from jobs.job where id = ?",
            job.value());
    if (status.isPresent()) {
      announce(connection, status.get());
    }
  }

  /**
   * Ends a job that waits with a cause, and lets go of what it no longer needs.
   *
   * @return whether it still waited
   */
  static boolean fail(Connection connection, JobId job, Cause cause, Instant now)
      throws SQLException {
    String problem = Problems.json(Problem.of(cause.status(), cause.code(), cause.detail()));
    return end(connection, job, State.FAILURE, "failed", problem, now);
  }

  /** The same without a cause: its owner wants no result. */
  static boolean cancel(Connection connection, JobId job, Instant now) throws SQLException {
    return end(connection, job, State.CANCELLED, "cancelled", null, now);
  }

  private static boolean end(
      Connection connection,
      JobId job,
      State state,
      String stage,
      @Nullable String problem,
      Instant now)
      throws SQLException {
    int changed =
        Sql.update(
            connection,
            "update jobs.job set state = ?, stage = ?, problem = ?, finished_at = ?, token = null,"
                + " worker = null, leased_until = null where id = ? and"
                + PENDING,
            state.name(),
            stage,
            problem,
            now,
            job.value());
    if (changed == 0) {
      return false;
    }
    for (String table : new String[] {"source", "page", "message"}) {
      Sql.update(connection, "delete from jobs." + table + " where job = ?", job.value());
    }
    announce(connection, job);
    return true;
  }
}
