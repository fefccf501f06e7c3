package ocelli.jobs.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Watchers;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of every change of every job, also of those that other processes make, and passes it to the
 * watchers here. After a break they are told that something may have been missed.
 */
public final class ChangeFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
  private static final int LOOK_MILLIS = 5_000; // between two looks whether the connection lives
  private static final Duration PAUSE = Duration.ofSeconds(1); // before connecting again

  private final DatabaseSettings settings;
  private final Watchers watchers;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean hearing;

  private ChangeFeed(DatabaseSettings settings, Watchers watchers) {
    this.settings = settings;
    this.watchers = watchers;
    this.thread = new Thread(this::run, "jobs-changes");
    thread.setDaemon(true);
  }

  /** Begins to listen. */
  public static ChangeFeed start(DatabaseSettings settings, Watchers watchers) {
    ChangeFeed feed = new ChangeFeed(settings, watchers);
    feed.thread.start();
    return feed;
  }

  /** Whether it hears now. */
  public boolean hearing() {
    return hearing;
  }

  private void run() {
    while (!closed) {
      try (Connection connection = DirectConnection.open(settings);
          Statement statement = connection.createStatement()) {
        statement.execute("listen " + JobRows.CHANNEL);
        hearing = true;
        watchers.missed(); // whatever changed while nobody listened
        listen(connection.unwrap(PGConnection.class), statement);
      } catch (SQLException e) {
        LOG.warn("does not hear of changes: {}", e.toString());
      } finally {
        hearing = false;
      }
      pause();
    }
  }

  private void listen(PGConnection connection, Statement statement) throws SQLException {
    while (!closed) {
      PGNotification[] heard = connection.getNotifications(LOOK_MILLIS);
      if (heard == null || heard.length == 0) {
        statement.execute("select 1");
        continue;
      }
      for (PGNotification notification : heard) {
        watchers.changed(JobStatus.fromWire(notification.getParameter()));
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
