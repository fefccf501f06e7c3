package ocelli.authz.verify;

/** What a token turned out to be. */
public sealed interface Verdict {
  /** Good at the time that was asked about. */
  record Verified(Claims claims) implements Verdict {}

  /**
   * Not good.
   *
   * @param code stable: too-long, malformed, wrong-type, unknown-key, retired-key, undecryptable,
   *     bad-signature, expired or not-yet-valid
   * @param detail for a person; never holds any of the token
   */
  record Refused(String code, String detail) implements Verdict {}
}
