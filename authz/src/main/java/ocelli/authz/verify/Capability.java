package ocelli.authz.verify;

import java.time.Instant;
import java.util.Set;
import ocelli.protocol.ClientId;

/**
 * The right to see one job's result for a moment, as a link hands it over.
 *
 * @param owner whose job it is
 * @param job its number
 * @param scope how it may be seen, by the words of {@code POST /links}; empty for freely
 * @param code of the link
 * @param expiresAt to the second; good before, not at
 * @param nonce names this capability, so that it can be kept to a single use
 */
public record Capability(
    ClientId owner, long job, Set<String> scope, String code, Instant expiresAt, String nonce) {
  public Capability {
    scope = Set.copyOf(scope);
  }
}
