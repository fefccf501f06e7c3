package ocelli.runtime.jdbc;

import com.typesafe.config.Config;

/**
 * How to reach a service's database.
 *
 * @param url {@code jdbc:postgresql://host:port/name}
 * @param user the service's own role
 * @param password never logged
 * @param poolSize the most connections at a time, at least 1
 */
public record DatabaseSettings(String url, String user, String password, int poolSize) {
  public DatabaseSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("database.url: jdbc:postgresql:…, not " + url);
    }
    if (poolSize < 1) {
      throw new IllegalArgumentException("database.pool-size: at least 1, not " + poolSize);
    }
  }

  /** Reads {@code url}, {@code user}, {@code password} and {@code pool-size}. */
  public static DatabaseSettings from(Config config) {
    return new DatabaseSettings(
        config.getString("url"),
        config.getString("user"),
        config.getString("password"),
        config.getInt("pool-size"));
  }

  @Override
  public String toString() {
    return url + " as " + user;
  }
}
