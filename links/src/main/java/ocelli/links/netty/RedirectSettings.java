package ocelli.links.netty;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the port for visits alone.
 *
 * @param host the address to listen on
 * @param port 0 for any that is free; empty where there is no such port
 * @param maxConnections at a time; more are closed at once
 * @param requestWait how long a connection may take to its next whole request
 */
public record RedirectSettings(
    String host, Optional<Integer> port, int maxConnections, Duration requestWait) {
  public RedirectSettings {
    require(!host.isBlank(), "host: an address");
    require(port.filter(number -> number < 0 || number > 65_535).isEmpty(), "port: 0 to 65535");
    require(maxConnections >= 1, "max-connections: at least 1");
    require(requestWait.toMillis() >= 1, "request-wait: above 0");
  }

  /** Reads the settings under {@code ocelli.links.redirect}. */
  public static RedirectSettings from(Config config) {
    return new RedirectSettings(
        config.getString("host"),
        port(config.getString("port").strip()),
        config.getInt("max-connections"),
        config.getDuration("request-wait"));
  }

  private static Optional<Integer> port(String text) {
    require(text.matches("[0-9]{0,5}"), "port: 0 to 65535, or empty");
    return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
  }

  private static void require(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException("ocelli.links.redirect." + rule);
    }
  }
}
