package ocelli.authz.door;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import ocelli.authz.verify.Claims;
import ocelli.runtime.http.Problem;

/** A door that one claim opens, to a token that is good when the request comes. */
public final class ClaimDoor {
  private final BearerDoor door;
  private final String claim;
  private final Clock clock;

  /**
   * @param door judges the token itself
   * @param claim that the token must grant, as {@code links-1.0}
   * @param clock expiry is judged by
   */
  public ClaimDoor(BearerDoor door, String claim, Clock clock) {
    this.door = door;
    this.claim = claim;
    this.clock = clock;
  }

  /** Answers with what the client's token says or a refusal. */
  public <T> T pass(HttpRequest request, Function<Claims, T> passed, Function<Problem, T> refused) {
    return admit(request, known -> passed.apply(known.claims()), refused);
  }

  /** The same for who needs the token itself, to act for the client. */
  public <T> T admit(
      HttpRequest request, Function<BearerDoor.Known, T> passed, Function<Problem, T> refused) {
    BearerDoor.Visitor visitor =
        door.judge(request.getHeader("Authorization").map(HttpHeader::value), clock.instant());
    if (visitor instanceof BearerDoor.Turned turned) {
      return refused.apply(turned.problem());
    }
    BearerDoor.Known known = (BearerDoor.Known) visitor;
    return known.claims().grant(claim).isPresent()
        ? passed.apply(known)
        : refused.apply(BearerDoor.missingClaim(List.of(claim)));
  }
}
