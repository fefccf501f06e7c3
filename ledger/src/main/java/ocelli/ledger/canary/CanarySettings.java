package ocelli.ledger.canary;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The settings of the canary.
 *
 * @param credentialsFile {@code {"client_id","client_secret"}} of a client of its own; empty for no
 *     canary
 * @param server the public address of Ocelli
 * @param every the time between two images
 * @param patience after which an image that nothing came of counts as late
 * @param load images a second beside it, 0 for none
 */
public record CanarySettings(
    String credentialsFile, String server, Duration every, Duration patience, double load) {
  public CanarySettings {
    require(
        credentialsFile.isEmpty() || server.matches("https?://[^/]+.*"),
        "server: http://host:port, not " + server);
    require(every.toMillis() >= 1, "every: above 0");
    require(patience.toMillis() >= 1, "patience: above 0");
    require(load >= 0 && load <= 1_000, "load: 0 to 1,000 images a second");
  }

  /** Reads the settings under {@code ocelli.canary}. */
  public static CanarySettings from(Config config) {
    return new CanarySettings(
        config.getString("credentials-file"),
        config.getString("server"),
        config.getDuration("every"),
        config.getDuration("patience"),
        config.getDouble("load"));
  }

  /** Whether there is to be a canary. */
  public boolean wanted() {
    return !credentialsFile.isEmpty();
  }

  private static void require(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException("ocelli.canary." + rule);
    }
  }
}
