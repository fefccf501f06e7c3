package ocelli.jobs.send;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How jobs are worked on.
 *
 * @param workers jobs at a time in this process
 * @param lease after which another process may take the jobs of one that is gone
 * @param time after which a job fails for want of an answer
 */
public record WorkSettings(int workers, Duration lease, Duration time) {
  public WorkSettings {
    if (workers < 1) {
      throw new IllegalArgumentException("ocelli.jobs.workers: at least 1, not " + workers);
    }
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("ocelli.jobs.lease: at least 1 s, not " + lease);
    }
  }

  /** Reads {@code workers}, {@code lease} and {@code time}. */
  public static WorkSettings from(Config config) {
    return new WorkSettings(
        config.getInt("workers"), config.getDuration("lease"), config.getDuration("time"));
  }
}
