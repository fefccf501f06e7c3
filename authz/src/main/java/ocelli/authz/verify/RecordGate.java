package ocelli.authz.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.Payloads;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TransactionId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Judges the records of a topic. The same record gets the same judgement in every service at every
 * time: that is what makes both journals the same function of the same log. So it asks no clock and
 * knows of no revocation.
 */
public final class RecordGate {
  private static final Duration OLDEST = Duration.ofDays(7); // ARCHITECTURE, Tokens
  private static final Duration SKEW = Duration.ofMinutes(5); // ingestion's clock before the log's

  private final TokenVerifier verifier;

  /** A gate by that verifier. */
  public RecordGate(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /**
   * Judges one record as it was read, and whether it lies where its key belongs: elsewhere its
   * offset would be no place among its key's, which rise.
   *
   * @param keyedBy what the topic's keys are made of
   * @param partitions of the topic
   */
  public Judgement judge(KeyedBy keyedBy, int partitions, ConsumerRecord<byte[], byte[]> record) {
    Judgement judgement =
        judge(keyedBy, record.key(), record.value(), Instant.ofEpochMilli(record.timestamp()));
    return judgement instanceof Judgement.Admitted
            && BuiltInPartitioner.partitionForKey(record.key(), partitions) != record.partition()
        ? new Judgement.TurnedAway("wrong-partition", "the key belongs to another partition")
        : judgement;
  }

  /**
   * Judges one record, wherever it lies.
   *
   * @param keyedBy what the topic's keys are made of
   * @param key the record's key
   * @param value the record's value: an envelope; no topic that is judged has tombstones
   * @param logTime the record's time in the log (LogAppendTime)
   */
  public Judgement judge(
      KeyedBy keyedBy, byte @Nullable [] key, byte @Nullable [] value, Instant logTime) {
    if (value == null) {
      return new Judgement.TurnedAway("no-value", "a record without a value");
    }
    EnvelopeReader.Reading reading = EnvelopeReader.read(value);
    if (reading instanceof EnvelopeReader.Malformed malformed) {
      return new Judgement.TurnedAway(malformed.code(), malformed.detail());
    }
    EnvelopeReader.WellFormed message = (EnvelopeReader.WellFormed) reading;
    Envelope envelope = message.envelope();
    Instant acceptedAt = Instant.EPOCH.plus(envelope.getAcceptedAtMicros(), ChronoUnit.MICROS);
    if (acceptedAt.isBefore(logTime.minus(OLDEST))) {
      return new Judgement.TurnedAway(
          "too-old", "accepted at " + acceptedAt + ", logged " + logTime);
    }
    if (acceptedAt.isAfter(logTime.plus(SKEW))) {
      return new Judgement.TurnedAway(
          "from-the-future", "accepted at " + acceptedAt + ", logged " + logTime);
    }
    if (keyedBy == KeyedBy.CLIENT && !Payloads.isDelivered(message.payload())) {
      return new Judgement.TurnedAway(
          "unexpected-type", "not for clients: " + envelope.getPayload().getTypeUrl());
    }
    ClientId client = new ClientId(envelope.getClientId());
    if (!Arrays.equals(key, expectedKey(keyedBy, client, envelope))) {
      return new Judgement.TurnedAway("wrong-key", "the key is not made of the envelope's client");
    }
    Verdict verdict = verifier.verify(envelope.getToken(), acceptedAt);
    if (verdict instanceof Verdict.Refused refused) {
      return new Judgement.TurnedAway("token-" + refused.code(), refused.detail());
    }
    Claims claims = ((Verdict.Verified) verdict).claims();
    return claims.client().equals(client)
        ? new Judgement.Admitted(message, claims)
        : new Judgement.TurnedAway("wrong-client", "the token's subject is another client");
  }

  private static byte[] expectedKey(KeyedBy keyedBy, ClientId client, Envelope envelope) {
    return keyedBy == KeyedBy.CLIENT
        ? RecordKeys.client(client)
        : RecordKeys.transaction(client, new TransactionId(envelope.getCorrelationId()));
  }
}
