package ocelli.links.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import ocelli.runtime.jdbc.DatabaseSettings;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of links that any node deletes, on a connection of its own. What was deleted while it was
 * cut off cannot be known, so each new connection begins with the order to forget everything.
 */
public final class Deletions implements AutoCloseable {
  static final String CHANNEL = "ocelli_links_deleted";

  private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
  private static final long FIRST_PAUSE_MILLIS = 200; // a restart of the database takes longer
  private static final long LONGEST_PAUSE_MILLIS =
      5_000; // as long as a node is out of date at most

  private final DatabaseSettings database;
  private final Duration check;
  private final Consumer<String> deleted;
  private final Runnable forgetAll;
  private final Thread thread;
  private volatile boolean open = true;
  private volatile boolean listening;

  private Deletions(
      DatabaseSettings database, Duration check, Consumer<String> deleted, Runnable forgetAll) {
    this.database = database;
    this.check = check;
    this.deleted = deleted;
    this.forgetAll = forgetAll;
    this.thread = new Thread(this::run, "links-deletions");
    thread.setDaemon(true);
  }

  /**
   * Begins to listen.
   *
   * @param check how long a silent connection is trusted
   * @param deleted gets each deleted code
   * @param forgetAll drops whatever was cached before
   */
  public static Deletions hear(
      DatabaseSettings database, Duration check, Consumer<String> deleted, Runnable forgetAll) {
    Deletions deletions = new Deletions(database, check, deleted, forgetAll);
    deletions.thread.start();
    return deletions;
  }

  /** Whether deletions of other nodes arrive now. */
  public boolean listening() {
    return listening;
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (open) {
      boolean heard = listen();
      pause = heard ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      pause(pause);
    }
  }

  /** Listens until the connection is lost; whether there was one. */
  private boolean listen() {
    boolean heard = false;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      forgetAll.run();
      heard = true;
      listening = true;
      while (open) {
        take(connection.unwrap(PGConnection.class), statement);
      }
    } catch (SQLException e) {
      if (open && (heard || listening)) {
        LOG.warn("The line for deletions is lost, trying again: {}", e.getMessage());
      }
    } finally {
      listening = false;
    }
    return heard;
  }

  private void take(PGConnection connection, Statement statement) throws SQLException {
    PGNotification[] heard = connection.getNotifications((int) check.toMillis());
    if (heard == null || heard.length == 0) {
      statement.execute("select 1"); // a silent line may be a cut one
      return;
    }
    for (PGNotification one : heard) {
      deleted.accept(one.getParameter());
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", "links-deletions");
    properties.setProperty("connectTimeout", seconds(check));
    properties.setProperty("socketTimeout", seconds(check.multipliedBy(2)));
    return DriverManager.getConnection(database.url(), properties);
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.toSeconds()));
  }

  private void pause(long millis) {
    try {
      if (open) {
        Thread.sleep(millis);
      }
    } catch (InterruptedException e) {
      open = false;
    }
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
  }
}
