package ocelli.authz.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ocelli.authz.verify.Claims;
import ocelli.protocol.ClientId;

/**
 * Tokens of a client that no longer count.
 *
 * @param client whose
 * @param at to the second; tokens issued then or before are revoked
 * @param whole whether the client itself is: then all its tokens are, and nothing is sent to it
 */
public record Revocation(ClientId client, Instant at, boolean whole) {
  /** The type of the signed document that carries one. */
  public static final String TYPE = "ocelli-revocation+jwt";

  // The longest life, 900 s × 1.25, and twice the skew of 30 s between two clocks.
  private static final Duration TOKENS = Duration.ofSeconds(1125 + 2 * 30);
  // As long as records are honoured, and retired keys verify them (ARCHITECTURE, Tokens).
  private static final Duration RECORDS = Duration.ofDays(8);

  /** Whether it means that token. */
  boolean means(Claims claims) {
    return whole || !claims.issuedAt().isAfter(at);
  }

  /** Whether nothing that it means can still be of use. */
  boolean isOver(Instant now) {
    return now.isAfter(at.plus(whole ? RECORDS : TOKENS));
  }

  /** The later of both, and whole where one is. */
  Revocation and(Revocation other) {
    return new Revocation(client, at.isAfter(other.at) ? at : other.at, whole || other.whole);
  }

  /** What is signed and published. */
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("client", client.value())
        .put("at", at.getEpochSecond())
        .put("whole", whole);
  }

  /** What was signed and published; empty where it is something else. */
  static Optional<Revocation> of(JsonNode json) {
    return ClientId.isValid(json.path("client").asText()) && json.path("at").isIntegralNumber()
        ? Optional.of(
            new Revocation(
                new ClientId(json.path("client").asText()),
                Instant.ofEpochSecond(json.path("at").asLong()),
                json.path("whole").asBoolean()))
        : Optional.empty();
  }
}
