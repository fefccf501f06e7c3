package ocelli.jobs.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import ocelli.jobs.core.JobId;
import ocelli.runtime.jdbc.Database;

/** Who works on which job: they are taken under a lease, held, and given back. */
public final class Queue {
  /** A job that is still this worker's and still wanted: its id, then the worker. */
  static final String MINE =
      " where id = ? and worker = ? and state in ('QUEUED', 'FETCHING', 'SENDING')";

  private final Database database;
  private final UUID worker;
  private final Duration lease;

  /**
   * @param worker this process
   * @param lease after which the jobs of a process that renews no more are free
   */
  public Queue(Database database, UUID worker, Duration lease) {
    this.database = database;
    this.worker = worker;
    this.lease = lease;
  }

  /**
   * Takes the job that waits longest, of those owners that have the fewest in work: nobody's many
   * jobs hold back another's first.
   */
  public Optional<Work> take() throws SQLException {
    return database.transactNow(
        connection ->
            Sql.first(
                connection,
                row ->
                    new Work(
                        new JobId(row.getObject("id", UUID.class)),
                        Optional.ofNullable(row.getString("url")),
                        row.getInt("pages"),
                        row.getString("token"),
                        row.getInt("percent")),
                """
                update jobs.job set worker = ?, leased_until = now() + ? * interval '1 ms'
                where id = (
                  select id from jobs.job waiting
                  where state in ('QUEUED', 'FETCHING', 'SENDING')
                    and (leased_until is null or leased_until < now())
                  order by (select count(*) from jobs.job busy
                            where busy.owner = waiting.owner and busy.leased_until > now()
                              and busy.state in ('QUEUED', 'FETCHING', 'SENDING')),
                           created_at
                  limit 1 for update skip locked)
                returning id, url, pages, token, percent
                """,
                worker,
                lease.toMillis()));
  }

  /** Holds the jobs in hand for another lease; others that this process let fall become free. */
  public void renew(Set<JobId> inHand) throws SQLException {
    database.transactNow(
        connection ->
            Sql.update(
                connection,
                "update jobs.job set leased_until = now() + ? * interval '1 ms'"
                    + " where worker = ? and id = any (?)",
                lease.toMillis(),
                worker,
                connection.createArrayOf("uuid", inHand.stream().map(JobId::value).toArray())));
  }

  /** Lets go of all that this process holds: it ends. */
  public void release() throws SQLException {
    database.transactNow(
        connection ->
            Sql.update(
                connection,
                "update jobs.job set worker = null, leased_until = null where worker = ?",
                worker));
  }

  /**
   * Lets go of a job, to be taken again.
   *
   * @param pause before anybody takes it
   */
  public void giveBack(JobId job, Duration pause) throws SQLException {
    database.transactNow(
        connection ->
            Sql.update(
                connection,
                "update jobs.job set worker = null, leased_until = now() + ? * interval '1 ms'"
                    + MINE,
                pause.toMillis(),
                job.value(),
                worker));
  }
}
