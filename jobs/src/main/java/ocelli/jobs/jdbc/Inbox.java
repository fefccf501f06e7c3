package ocelli.jobs.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.client.core.Message;
import ocelli.jobs.core.Answer;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.State;
import ocelli.runtime.HaltPoint;
import ocelli.runtime.jdbc.Database;

/** What the firehose brings: stored with the cursor in one transaction, each message once. */
public final class Inbox {
  private static final HaltPoint STORED = HaltPoint.named("jobs-message-stored");

  private final Database database;
  private final String client;
  private final Completion completion;

  /**
   * @param client whose firehose it is
   */
  public Inbox(Database database, String client, Completion completion) {
    this.database = database;
    this.client = client;
    this.completion = completion;
  }

  /** Another reader moved the cursor: nothing was written. */
  public static final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fenced(long expected) {
      super("another process reads the firehose too: it moved the cursor on from " + expected);
    }
  }

  /** How far the firehose was read; empty before the first message. */
  public OptionalLong cursor() throws SQLException {
    return database.transactNow(
        connection -> {
          List<Long> cursor =
              Sql.list(
                  connection,
                  row -> row.getLong(1),
                  "select cursor from jobs.firehose where client = ?",
                  client);
          return cursor.isEmpty() ? OptionalLong.empty() : OptionalLong.of(cursor.get(0));
        });
  }

  /**
   * Stores a message and moves the cursor to it.
   *
   * @param from where the cursor stands; empty before the first message
   * @throws Fenced where it stands elsewhere
   */
  public void store(Message message, OptionalLong from) throws SQLException {
    database.transactNow(
        connection -> {
          move(connection, from, message.cursor());
          Optional<JobId> job = JobId.parse(message.transaction());
          if (job.isPresent()) {
            store(connection, job.get(), message);
          }
          STORED.reached();
          return true;
        });
  }

  private void move(Connection connection, OptionalLong from, long to) throws SQLException {
    int moved =
        from.isPresent()
            ? Sql.update(
                connection,
                "update jobs.firehose set cursor = ? where client = ? and cursor = ?",
                to,
                client,
                from.getAsLong())
            : Sql.update(
                connection,
                "insert into jobs.firehose (client, cursor) values (?, ?) on conflict do nothing",
                client,
                to);
    if (moved == 0) {
      throw new Fenced(from.orElse(-1));
    }
  }

  private void store(Connection connection, JobId job, Message message) throws SQLException {
    Optional<State> state =
        Sql.first(
            connection,
            row -> State.valueOf(row.getString(1)),
            "select state from jobs.job where id = ? for update",
            job.value());
    if (state.filter(s -> s != State.CANCELLED && s != State.FAILURE).isEmpty()) {
      return; // deleted, cancelled or given up: a late result is dropped
    }
    int stored =
        Sql.update(
            connection,
            "insert into jobs.message (job, id, body) values (?, ?, ?) on conflict do nothing",
            job.value(),
            message.id(),
            Gzip.packed(message.json()));
    if (stored == 0) {
      return; // the same id again, under a new cursor
    }
    if (state.get() == State.SUCCESS) {
      if (Answer.parse(message.json()).isSummary()) {
        completion.revise(connection, job);
      }
    } else {
      completion.look(connection, job);
    }
  }

  /** A health check. */
  public Database database() {
    return database;
  }
}
