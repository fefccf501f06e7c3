package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Reads a document that authorisation signed for itself, such as the snapshot of all grants: a JWS
 * (PS256) of a type that no token has.
 */
public final class SignedDocument {
  private final SignedPart signed;

  private SignedDocument(KeySource keys, String type) {
    this.signed = new SignedPart(keys, KeySet::authorisation, type);
  }

  /**
   * A reader of documents of one type.
   *
   * @param type the header's {@code typ}
   */
  public static SignedDocument ofType(KeySource keys, String type) {
    return new SignedDocument(keys, type);
  }

  /** The payload; empty where the signature does not hold. Never throws for a text. */
  public Optional<JsonNode> read(String compact) {
    try {
      return Optional.of(signed.read(compact));
    } catch (RuntimeException e) { // the library throws more kinds than it declares (STACK, Tokens)
      return Optional.empty();
    }
  }
}
