package ocelli.ledger.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.verify.Claims;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problem;

/** Who may ask where an image is: whoever may send some. What follows is the client's own. */
public final class Door {
  private static final String CLAIM = "ingest-1.0";

  private final BearerDoor door;
  private final Clock clock;

  /**
   * @param door judges the token itself
   * @param clock expiry is judged when the request comes
   */
  public Door(BearerDoor door, Clock clock) {
    this.door = door;
    this.clock = clock;
  }

  /** Answers with the client's identity or a refusal. */
  <T> T pass(HttpRequest request, Function<ClientId, T> passed, Function<Problem, T> refused) {
    BearerDoor.Visitor visitor =
        door.judge(request.getHeader("Authorization").map(HttpHeader::value), clock.instant());
    if (visitor instanceof BearerDoor.Turned turned) {
      return refused.apply(turned.problem());
    }
    Claims claims = ((BearerDoor.Known) visitor).claims();
    return claims.grant(CLAIM).isPresent()
        ? passed.apply(claims.client())
        : refused.apply(BearerDoor.missingClaim(List.of(CLAIM)));
  }
}
