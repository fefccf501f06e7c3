package ocelli.jobs.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import ocelli.runtime.jdbc.DatabaseSettings;

/** A connection outside the pool, held for long: what it holds ends with its process. */
final class DirectConnection {
  private DirectConnection() {}

  static Connection open(DatabaseSettings settings) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "5"); // a failover answers or is down by then
    return DriverManager.getConnection(settings.url(), properties);
  }
}
