package ocelli.links;

import com.typesafe.config.Config;
import java.time.Duration;
import ocelli.links.core.Codes;
import ocelli.links.netty.RedirectSettings;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * The settings of short links.
 *
 * @param database its own
 * @param publicUrl scheme, host and port that links begin with; empty for the request's
 * @param hashCharacters of the keyed hash in a code, 7 to 30
 * @param cacheBytes what stays in memory
 * @param missLife how long a code counts as nobody's
 * @param redirectLife how long a browser may keep a permanent redirect
 * @param deletionCheck how long a silent line for deletions is trusted
 * @param expiredKept how long an expired link answers so
 * @param allowLoopback whether a link may lead to loopback
 * @param redirect the port for visits alone
 */
public record LinksSettings(
    DatabaseSettings database,
    String publicUrl,
    int hashCharacters,
    long cacheBytes,
    Duration missLife,
    Duration redirectLife,
    Duration deletionCheck,
    Duration expiredKept,
    boolean allowLoopback,
    RedirectSettings redirect) {
  public LinksSettings {
    require(
        publicUrl.isEmpty() || publicUrl.matches("https?://[^/@\\s]+"),
        "public-url: https://HOST or https://HOST:PORT, without a path");
    require(
        hashCharacters >= Codes.FEWEST && hashCharacters <= Codes.MOST,
        "hash-characters: " + Codes.FEWEST + " to " + Codes.MOST);
    require(cacheBytes >= 1, "cache-bytes: at least 1");
    require(!missLife.isNegative() && !missLife.isZero(), "miss-life: above 0");
    require(!redirectLife.isNegative(), "redirect-life: at least 0");
    require(deletionCheck.toSeconds() >= 1, "deletion-check: at least 1 s");
    require(!expiredKept.isNegative(), "expired-kept: at least 0");
  }

  /** Reads the settings under {@code ocelli.links}. */
  public static LinksSettings from(Config config) {
    return new LinksSettings(
        DatabaseSettings.from(config.getConfig("database")),
        config.getString("public-url"),
        config.getInt("hash-characters"),
        config.getBytes("cache-bytes"),
        config.getDuration("miss-life"),
        config.getDuration("redirect-life"),
        config.getDuration("deletion-check"),
        config.getDuration("expired-kept"),
        config.getBoolean("allow-loopback"),
        RedirectSettings.from(config.getConfig("redirect")));
  }

  private static void require(boolean right, String rule) {
    if (!right) {
      throw new IllegalArgumentException("ocelli.links." + rule);
    }
  }
}
