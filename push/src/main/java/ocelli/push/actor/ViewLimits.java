package ocelli.push.actor;

import java.time.Duration;

/**
 * How much a view holds.
 *
 * @param messages on the way beyond which it reads no further
 * @param crowdedBytes on the way beyond which lanes keep nothing in memory
 * @param sweepEvery how often it compares itself with the journal
 */
public record ViewLimits(int messages, long crowdedBytes, Duration sweepEvery) {}
