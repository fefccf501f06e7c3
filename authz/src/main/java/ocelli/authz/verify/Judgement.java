package ocelli.authz.verify;

import ocelli.protocol.EnvelopeReader;

/** Whether a record counts. */
public sealed interface Judgement {
  /** It does. */
  record Admitted(EnvelopeReader.WellFormed message, Claims claims) implements Judgement {}

  /**
   * It does not: to quarantine with it.
   *
   * @param code stable: a code of {@link ocelli.protocol.EnvelopeReader.Malformed}, one of {@link
   *     Verdict.Refused} with {@code token-} before it, or no-value, unexpected-type, wrong-client,
   *     wrong-key, wrong-partition, too-old, from-the-future
   * @param detail for a person
   */
  record TurnedAway(String code, String detail) implements Judgement {}
}
