package ocelli.jobs.send;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How jobs are worked on.
 *
 * @param workers jobs at a time in this process
 * @param lease after which another process may take the jobs of one that is gone
 * @param time after which a job fails for want of an answer
 * @param retention for which a job is kept after its end
 */
public record WorkSettings(int workers, Duration lease, Duration time, Duration retention) {
  public WorkSettings {
    if (workers < 1) {
      throw new IllegalArgumentException("ocelli.jobs.workers: at least 1, not " + workers);
    }
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("ocelli.jobs.lease: at least 1 s, not " + lease);
    }
    if (retention.compareTo(time) < 0) {
      throw new IllegalArgumentException(
          "ocelli.jobs.retention: at least ocelli.jobs.time, " + time + ", not " + retention);
    }
  }

  /** Reads {@code workers}, {@code lease}, {@code time} and {@code retention}. */
  public static WorkSettings from(Config config) {
    return new WorkSettings(
        config.getInt("workers"),
        config.getDuration("lease"),
        config.getDuration("time"),
        config.getDuration("retention"));
  }
}
