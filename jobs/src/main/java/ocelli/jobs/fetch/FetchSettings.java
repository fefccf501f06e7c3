package ocelli.jobs.fetch;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The bounds of a fetch.
 *
 * @param time for all of it, redirects included
 * @param maxBytes of the file
 * @param maxRedirects that are followed
 * @param insecureAllowed whether http and loopback will do: for development
 */
public record FetchSettings(
    Duration time, long maxBytes, int maxRedirects, boolean insecureAllowed) {

  /** Reads {@code time}, {@code max-bytes}, {@code max-redirects} and {@code allow-insecure}. */
  public static FetchSettings from(Config config) {
    return new FetchSettings(
        config.getDuration("time"),
        config.getBytes("max-bytes"),
        config.getInt("max-redirects"),
        config.getBoolean("allow-insecure"));
  }
}
