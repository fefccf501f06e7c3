package ocelli.authz.door;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.runtime.http.Problem;

/**
 * Judges {@code Authorization: Bearer} as every door does, with the same codes: {@code
 * missing-token}, {@code token-expired} and the like, {@code token-revoked}, {@code missing-claim}.
 */
public final class BearerDoor {
  private static final String SCHEME = "Bearer ";

  private final TokenVerifier verifier;
  private final Revocations revocations;

  /** A door by that verifier, closed to what is revoked. */
  public BearerDoor(TokenVerifier verifier, Revocations revocations) {
    this.verifier = verifier;
    this.revocations = revocations;
  }

  /** Who stands at the door. */
  public sealed interface Visitor {}

  /**
   * One who may come in.
   *
   * @param token as presented
   */
  public record Known(Claims claims, String token) implements Visitor {
    /** Only the client: tokens are never logged. */
    @Override
    public String toString() {
      return "Known[" + claims.client() + "]";
    }
  }

  /**
   * One who may not.
   *
   * @param problem 401 with its code
   */
  public record Turned(Problem problem) implements Visitor {}

  /**
   * Judges the header.
   *
   * @param authorization its value
   * @param at the time that expiry is judged at
   */
  public Visitor judge(Optional<String> authorization, Instant at) {
    Optional<String> token =
        authorization
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip());
    return token
        .map(presented -> judged(presented, at))
        .orElseGet(
            () ->
                turned(
                    "missing-token",
                    "An authorisation token is needed: Authorization: Bearer with one from"
                        + " POST /authz/token"));
  }

  /**
   * The refusal of a token that does not grant what a door takes.
   *
   * @param oneOf the claims of which one would open it
   */
  public static Problem missingClaim(List<String> oneOf) {
    String claims = String.join(" or ", oneOf);
    return Problem.of(403, "missing-claim", "The token does not grant " + claims)
        .with("claim", claims);
  }

  private Visitor judged(String token, Instant at) {
    Verdict verdict = verifier.verify(token, at);
    if (verdict instanceof Verdict.Refused refused) {
      return turned("token-" + refused.code(), refused.detail());
    }
    Claims claims = ((Verdict.Verified) verdict).claims();
    return revocations.revoked(claims)
        ? turned("token-revoked", "The token was revoked: fetch a new one")
        : new Known(claims, token);
  }

  private static Visitor turned(String code, String detail) {
    return new Turned(Problem.of(401, code, detail));
  }
}
