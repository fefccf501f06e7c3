package ocelli.links.core;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.protocol.ClientId;

/**
 * A link that a client asks for.
 *
 * @param target where it shall lead
 * @param expiresAt from when on it shall be gone
 * @param maxVisits how often it may be opened, at least 1
 * @param password that a visitor shall need
 */
public record Wish(
    Target target, Optional<Instant> expiresAt, OptionalLong maxVisits, Optional<String> password) {

  /** The link of that wish; one to be seen once has a cap of one visit, whatever else is asked. */
  public Link link(String code, ClientId owner, Instant now, Optional<PasswordHash> password) {
    return new Link(code, owner, target, now, expiresAt, cap(), 0, password);
  }

  private OptionalLong cap() {
    boolean once = target.match(url -> false, job -> job.scope().contains(Scope.ONCE));
    return once ? OptionalLong.of(1) : maxVisits;
  }

  /** The same without the password's text, which goes no further than its hash. */
  @Override
  public String toString() {
    return "Wish[" + target + ", " + expiresAt + ", " + maxVisits + "]";
  }
}
