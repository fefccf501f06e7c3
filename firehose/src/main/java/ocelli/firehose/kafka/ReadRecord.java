package ocelli.firehose.kafka;

import akka.kafka.ConsumerMessage.CommittableOffset;
import java.time.Instant;
import java.util.Optional;
import ocelli.firehose.core.Admitted;

/**
 * A record that was read and judged; without a message where it was turned away and quarantined.
 *
 * @param offset its offset
 * @param appendedAt the broker's time of it
 * @param bytes its size
 * @param message what it holds
 * @param committable for reporting the position to the broker
 */
record ReadRecord(
    long offset,
    Instant appendedAt,
    int bytes,
    Optional<Admitted> message,
    CommittableOffset committable) {}
