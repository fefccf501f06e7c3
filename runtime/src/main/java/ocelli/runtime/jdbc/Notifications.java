package ocelli.runtime.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what is said on a channel of a database, on a connection of its own that is opened again
 * whenever it is lost. What was said meanwhile cannot be known.
 */
public final class Notifications implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final long FIRST_PAUSE_MILLIS = 200; // a restart of the database takes longer
  private static final long LONGEST_PAUSE_MILLIS =
      5_000; // as long as somebody is out of date at most, once the database is back

  private final DatabaseSettings database;
  private final String channel;
  private final Duration check;
  private final Runnable begun;
  private final Consumer<String> heard;
  private final Thread thread;
  private volatile boolean open = true;
  private volatile boolean hearing;

  private Notifications(
      DatabaseSettings database,
      String channel,
      Duration check,
      Runnable begun,
      Consumer<String> heard) {
    this.database = database;
    this.channel = channel;
    this.check = check;
    this.begun = begun;
    this.heard = heard;
    this.thread = new Thread(this::run, channel + "-notifications");
    thread.setDaemon(true);
  }

  /**
   * Begins to listen. Both are called on one thread.
   *
   * @param channel of PostgreSQL's {@code notify}: a plain identifier
   * @param check how long a silent connection is trusted; one that was cut is found after so long,
   *     and as long again
   * @param begun called with each new connection: what was said before may have been missed
   * @param heard gets the payload of each notification
   */
  public static Notifications hear(
      DatabaseSettings database,
      String channel,
      Duration check,
      Runnable begun,
      Consumer<String> heard) {
    Notifications notifications = new Notifications(database, channel, check, begun, heard);
    notifications.thread.start();
    return notifications;
  }

  /** Whether it hears now. */
  public boolean hearing() {
    return hearing;
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    while (open) {
      boolean connected = listen();
      pause = connected ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      pause(pause);
    }
  }

  /** Listens until the connection is lost; whether there was one. */
  private boolean listen() {
    boolean connected = false;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("listen " + channel);
      connected = true;
      begun.run();
      hearing = true;
      while (open) {
        take(connection.unwrap(PGConnection.class), statement);
      }
    } catch (SQLException e) {
      if (open && connected) {
        LOG.warn("The line for {} is lost, trying again: {}", channel, e.getMessage());
      }
    } catch (RuntimeException e) { // a bug of whoever is told: the next connection begins anew
      LOG.error("What was said on {} was not taken", channel, e);
    } finally {
      hearing = false;
    }
    return connected;
  }

  private void take(PGConnection connection, Statement statement) throws SQLException {
    PGNotification[] said = connection.getNotifications((int) check.toMillis());
    if (said == null || said.length == 0) {
      statement.execute("select 1"); // a silent line may be a cut one
      return;
    }
    for (PGNotification one : said) {
      heard.accept(one.getParameter());
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", thread.getName());
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
