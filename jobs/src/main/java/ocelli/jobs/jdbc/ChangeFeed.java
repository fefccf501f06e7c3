package ocelli.jobs.jdbc;

import java.time.Duration;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Watchers;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.runtime.jdbc.Notifications;

/** Every change of every job, also of those that other processes make, for the watchers here. */
public final class ChangeFeed {
  private static final Duration CHECK = Duration.ofSeconds(5); // as links' deletion-check

  private ChangeFeed() {}

  /** Begins to listen. After a break the watchers are told that something may have been missed. */
  public static Notifications start(DatabaseSettings settings, Watchers watchers) {
    return Notifications.hear(
        settings,
        JobRows.CHANNEL,
        CHECK,
        watchers::missed,
        change -> watchers.changed(JobStatus.fromWire(change)));
  }
}
