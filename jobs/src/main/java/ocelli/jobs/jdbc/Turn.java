package ocelli.jobs.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * The right of one process among several to do something, held by a connection: it ends with the
 * process, however that ends.
 */
public final class Turn implements AutoCloseable {
  private static final int ANSWER_SECONDS = 2; // a living server answers at once

  private final Connection connection;

  private Turn(Connection connection) {
    this.connection = connection;
  }

  /** Takes the right to read the firehose; empty where another process has it. */
  public static Optional<Turn> take(DatabaseSettings settings) throws SQLException {
    Connection connection = DirectConnection.open(settings);
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_try_advisory_lock(hashtextextended('jobs-firehose', 0))")) {
      if (row.next() && row.getBoolean(1)) {
        return Optional.of(new Turn(connection));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }

  /** Whether it is still held. */
  public boolean held() {
    try {
      return connection.isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
