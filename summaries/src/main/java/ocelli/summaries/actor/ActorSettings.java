package ocelli.summaries.actor;

import akka.actor.typed.BackoffSupervisorStrategy;
import java.time.Duration;
import ocelli.summaries.core.ClosingRules;

/**
 * How a partition's writer works.
 *
 * @param rules when transactions close
 * @param idleCheckEvery how often the partition's end is looked for
 * @param unpublishedAtMost outcomes that may wait for the broker before reading pauses
 * @param snapshotEvery events from snapshot to snapshot
 * @param restarts how it starts again after a failure
 * @param journalPlugin configuration path of the journal
 * @param snapshotPlugin configuration path of the snapshot store
 */
public record ActorSettings(
    ClosingRules rules,
    Duration idleCheckEvery,
    int unpublishedAtMost,
    int snapshotEvery,
    BackoffSupervisorStrategy restarts,
    String journalPlugin,
    String snapshotPlugin) {}
