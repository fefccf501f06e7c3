package ocelli.summaries;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import com.typesafe.config.Config;
import java.time.Duration;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.runtime.kafka.PositionMoves;
import ocelli.summaries.actor.ActorSettings;
import ocelli.summaries.core.ClosingRules;
import ocelli.summaries.kafka.ReadSettings;

/**
 * The settings of the service, as its reference.conf explains them.
 *
 * @param database the service's own
 * @param writer how a partition's writer works
 * @param reader how partitions are read
 * @param producerBufferBytes memory for records that wait for the broker
 */
public record SummariesSettings(
    DatabaseSettings database,
    ActorSettings writer,
    ReadSettings reader,
    long producerBufferBytes) {
  static final String DISPATCHER = "ocelli.summaries.dispatcher";
  private static final Duration FIRST_RESTART = Duration.ofMillis(200); // three fit in 3 s
  private static final Duration LAST_RESTART = Duration.ofSeconds(1);
  private static final double JITTER = 0.2;

  /** Reads them from {@code ocelli.summaries}. */
  public static SummariesSettings from(Config config) {
    return new SummariesSettings(
        DatabaseSettings.from(config.getConfig("database")),
        new ActorSettings(
            rules(config),
            config.getDuration("idle-check-every"),
            config.getInt("unpublished-at-most"),
            config.getInt("snapshot-every"),
            restarts(config),
            "ocelli.summaries.journal",
            "ocelli.summaries.snapshots"),
        new ReadSettings(
            "summaries",
            config.getInt("batch-records"),
            config.getLong("batch-bytes"),
            DISPATCHER,
            PositionMoves.from(config, "summaries")),
        config.getLong("producer-buffer-bytes"));
  }

  private static ClosingRules rules(Config config) {
    return new ClosingRules(
        config.getDuration("idle-after"),
        config.getDuration("answers-within"),
        config.getInt("segment-images"),
        config.getDuration("segment-time"),
        config.getDuration("keep-closed"),
        config.getInt("keep-closed-at-most"),
        config.getDuration("keep-names"),
        config.getInt("keep-names-at-most"));
  }

  private static BackoffSupervisorStrategy restarts(Config config) {
    return SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, JITTER)
        .withMaxRestarts(config.getInt("restarts"))
        .withResetBackoffAfter(config.getDuration("restarts-within"));
  }
}
