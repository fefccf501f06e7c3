package ocelli.push;

import com.typesafe.config.Config;
import java.util.Set;
import ocelli.push.actor.ViewLimits;
import ocelli.push.core.LaneLimits;
import ocelli.push.core.RetrySchedule;
import ocelli.push.http.WebhookSettings;
import ocelli.push.kafka.DeliverySource;
import ocelli.runtime.jdbc.DatabaseSettings;

/**
 * What push is set to; each key is explained in its reference.conf.
 *
 * @param roles write, read or both
 * @param slices per partition, as the journal was written with
 * @param database its own
 */
public record PushSettings(
    Set<String> roles,
    int slices,
    DatabaseSettings database,
    DeliverySource.BatchLimits batch,
    ViewLimits view,
    LaneLimits lane,
    RetrySchedule schedule,
    WebhookSettings webhook) {
  private static final Set<String> KNOWN = Set.of("write", "read");

  public PushSettings {
    roles = Set.copyOf(roles);
    if (roles.isEmpty() || !KNOWN.containsAll(roles)) {
      throw new IllegalArgumentException("ocelli.push.roles: write, read or both, not " + roles);
    }
  }

  /** Reads {@code ocelli.push}. */
  public static PushSettings from(Config config) {
    return new PushSettings(
        Set.copyOf(config.getStringList("roles")),
        config.getInt("slices"),
        DatabaseSettings.from(config.getConfig("database")),
        batch(config.getConfig("batch")),
        new ViewLimits(
            config.getInt("view.messages"),
            config.getBytes("view.crowded-bytes"),
            config.getDuration("view.sweep-every")),
        lane(config.getConfig("lane")),
        new RetrySchedule(config.getDurationList("retry-waits")),
        webhook(config));
  }

  private static DeliverySource.BatchLimits batch(Config config) {
    return new DeliverySource.BatchLimits(
        config.getInt("records"), config.getBytes("bytes"), config.getInt("judging"));
  }

  private static LaneLimits lane(Config config) {
    return new LaneLimits(
        config.getInt("window"),
        config.getInt("queue"),
        config.getInt("rows"),
        config.getInt("failing-after"),
        config.getDuration("mark-within"));
  }

  private static WebhookSettings webhook(Config config) {
    return new WebhookSettings(
        config.getDuration("webhook.timeout"),
        config.getInt("lane.window"),
        config.getBytes("webhook.max-answer-bytes"),
        config.getDuration("webhook.max-answer-time"),
        config.getBoolean("allow-insecure"));
  }

  boolean writes() {
    return roles.contains("write");
  }

  boolean reads() {
    return roles.contains("read");
  }
}
