package ocelli.jobs.session;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long a browser stays signed in.
 *
 * @param life at most, from signing in
 * @param idle at most, from its last request
 */
public record SessionSettings(Duration life, Duration idle) {
  public SessionSettings {
    if (life.isNegative() || life.isZero()) {
      throw new IllegalArgumentException("ocelli.jobs.session.life: above 0");
    }
    if (idle.isNegative() || idle.isZero() || idle.compareTo(life) > 0) {
      throw new IllegalArgumentException("ocelli.jobs.session.idle: above 0, at most session.life");
    }
  }

  /** Reads {@code life} and {@code idle}. */
  public static SessionSettings from(Config config) {
    return new SessionSettings(config.getDuration("life"), config.getDuration("idle"));
  }
}
