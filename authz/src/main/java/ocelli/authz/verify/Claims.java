package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ocelli.protocol.ClientId;
import ocelli.protocol.TaskId;

/**
 * What a verified authorisation token says. Journals store this, never the token.
 *
 * @param client the token's subject
 * @param tokenId names the token ({@code jti})
 * @param issuedAt to the second
 * @param expiresAt to the second; good before, not at
 * @param degraded whether it was issued without the registry
 * @param grants patterns of {@link ClaimPattern}'s grammar and their values: {@code true}, {@code
 *     false} or the service's settings
 * @param act the other party of an exchange (RFC 8693, 4.1), as {@code {"sub": client}}; empty
 *     where the client came for itself
 */
public record Claims(
    ClientId client,
    String tokenId,
    Instant issuedAt,
    Instant expiresAt,
    boolean degraded,
    Map<String, JsonNode> grants,
    Optional<JsonNode> act) {

  public Claims {
    grants = Collections.unmodifiableMap(new LinkedHashMap<>(grants));
  }

  /**
   * For whom the client does it: the owner of a job, whose own token stood behind the exchange.
   * Empty where it does it for itself.
   */
  public Optional<ClientId> owner() {
    return act.map(party -> new ClientId(party.path("sub").asText()));
  }

  /** The value granted for a task, by the most specific pattern; empty where it is not granted. */
  public Optional<JsonNode> grant(TaskId service) {
    return grant(service.toString());
  }

  /**
   * The value granted for a service, by the most specific pattern; empty where it is not granted.
   *
   * @param service such as {@code firehose-1.0} or {@code push-1}
   */
  public Optional<JsonNode> grant(String service) {
    return ClaimPattern.parse(service).flatMap(this::mostSpecific);
  }

  private Optional<JsonNode> mostSpecific(ClaimPattern service) {
    return grants.keySet().stream()
        .flatMap(text -> ClaimPattern.parse(text).stream())
        .filter(pattern -> pattern.covers(service))
        .min(ClaimPattern.MOST_SPECIFIC_FIRST)
        .map(this::valueOf)
        .filter(value -> !value.isNull() && !(value.isBoolean() && !value.booleanValue()));
  }

  private JsonNode valueOf(ClaimPattern pattern) {
    return grants.entrySet().stream()
        .filter(entry -> ClaimPattern.parse(entry.getKey()).filter(pattern::equals).isPresent())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }
}
