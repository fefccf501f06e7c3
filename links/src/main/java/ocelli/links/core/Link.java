package ocelli.links.core;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.protocol.ClientId;

/**
 * A short link.
 *
 * @param code names it
 * @param owner who made it
 * @param target where it leads
 * @param createdAt when it was made
 * @param expiresAt from when on it is gone; empty for never
 * @param maxVisits how often it can be opened; empty for ever
 * @param visits how often it has been, counted only where there is a cap
 * @param password that a visitor needs; empty for none
 */
public record Link(
    String code,
    ClientId owner,
    Target target,
    Instant createdAt,
    Optional<Instant> expiresAt,
    OptionalLong maxVisits,
    long visits,
    Optional<PasswordHash> password) {

  /** What a visit of a link comes to, its password aside. */
  public enum State {
    /** It always leads there, for everybody. */
    PERMANENT,
    /** It leads there now. */
    OPEN,
    /** It leads there if the visit can be counted. */
    COUNTED,
    /** Its time is over. */
    EXPIRED,
    /** It has been opened as often as it may be. */
    SPENT
  }

  /** What a visit comes to at a time. */
  public State stateAt(Instant now) {
    if (expiresAt.isPresent() && !now.isBefore(expiresAt.get())) {
      return State.EXPIRED;
    }
    if (maxVisits.isPresent()) {
      return visits >= maxVisits.getAsLong() ? State.SPENT : State.COUNTED;
    }
    return isPlain() ? State.PERMANENT : State.OPEN;
  }

  /** Whether it is a URL without any option: those are the same for the same wish. */
  public boolean isPlain() {
    return expiresAt.isEmpty()
        && maxVisits.isEmpty()
        && password.isEmpty()
        && target instanceof Target.Url;
  }

  /** The same link after so many visits. */
  public Link visited(long count) {
    return new Link(code, owner, target, createdAt, expiresAt, maxVisits, count, password);
  }

  /** The same link under another code. */
  public Link withCode(String other) {
    return new Link(other, owner, target, createdAt, expiresAt, maxVisits, visits, password);
  }
}
