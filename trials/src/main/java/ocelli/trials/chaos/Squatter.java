package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of PostgreSQL that takes what others need, until it is closed. */
final class Squatter implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final String TOO_MANY = "53300"; // PostgreSQL, Appendix A: too_many_connections
  private static final int PORT_LINE = 3; // of postmaster.pid
  // Whoever lost a connection asks for another at once; each round leaves others fewer.
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String OTHERS =
      " from pg_stat_activity"
          + " where backend_type = 'client backend' and application_name <> 'squatter'";

  private final int port;
  private final String password;
  private final List<Connection> taken = new ArrayList<>();

  private Squatter(int port, String password) {
    this.port = port;
    this.password = password;
  }

  /**
   * One that knows the superuser's password.
   *
   * @param folder of the embedded PostgreSQL
   */
  static Squatter in(Path folder) throws IOException {
    List<String> running = Files.readAllLines(folder.resolve("data/postmaster.pid"));
    return new Squatter(
        Integer.parseInt(running.get(PORT_LINE).strip()),
        Files.readString(folder.resolve("superuser.password")));
  }

  /**
   * Ends everybody's connections and takes them, until none is left for others.
   *
   * @return how many it has
   * @throws SQLException where others still have some after a minute
   */
  int takeAll() throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    takeFree();
    while (others() > 0 || takeOne()) { // who was ended leaves a place a moment later
      if (System.nanoTime() > deadline) {
        throw new SQLException(others() + " connections are still others'");
      }
      try (Statement statement = taken.get(0).createStatement();
          ResultSet ended = statement.executeQuery("select pg_terminate_backend(pid)" + OTHERS)) {
        while (ended.next()) {
          takeOne();
        }
      }
      takeFree();
    }
    return taken.size();
  }

  /** How many connections others have. */
  int others() throws SQLException {
    try (Statement statement = taken.get(0).createStatement();
        ResultSet count = statement.executeQuery("select count(*)" + OTHERS)) {
      count.next();
      return count.getInt(1);
    }
  }

  private void takeFree() throws SQLException {
    while (takeOne()) {
      // until none is left
    }
  }

  private boolean takeOne() throws SQLException {
    try {
      taken.add(connect(SUPERUSER));
      return true;
    } catch (SQLException e) {
      if (TOO_MANY.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Locks a table, so that who reads or writes it waits. */
  void lock(String database, String table) throws SQLException {
    Connection connection = connect(database);
    taken.add(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set transaction_timeout = 0"); // the server ends others' after 6 s
      statement.execute("set search_path = " + database + ", public");
      connection.setAutoCommit(false);
      statement.execute("lock table " + table + " in access exclusive mode");
    }
  }

  private Connection connect(String database) throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?ApplicationName=squatter";
    return DriverManager.getConnection(url, SUPERUSER, password);
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : taken) {
      connection.close();
    }
  }
}
