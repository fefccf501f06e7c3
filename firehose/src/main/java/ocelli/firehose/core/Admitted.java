package ocelli.firehose.core;

import java.time.Instant;
import ocelli.protocol.ClientId;
import ocelli.protocol.EnvelopeReader.WellFormed;

/**
 * A record of delivery-1 that verified.
 *
 * @param client the verified owner
 * @param offset its offset in the partition
 * @param appendedAt the broker's time of it
 * @param message the envelope and its payload
 */
public record Admitted(ClientId client, long offset, Instant appendedAt, WellFormed message) {}
