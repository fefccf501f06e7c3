package ocelli.push.kafka;

import akka.kafka.ConsumerMessage;
import java.util.Optional;
import ocelli.push.core.Batch;

/**
 * A record after its judgement.
 *
 * @param incoming empty where it was turned away
 * @param bytes of its value
 */
record JudgedRecord(
    long offset,
    Optional<Batch.Incoming> incoming,
    int bytes,
    ConsumerMessage.CommittableOffset committable) {}
