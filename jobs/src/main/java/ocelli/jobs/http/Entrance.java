package ocelli.jobs.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import ocelli.authz.door.BearerDoor;

/** Lets in whoever has a good token with the claim for jobs. */
public final class Entrance {
  private static final String CLAIM = "jobs-1.0";

  private final BearerDoor door;
  private final Clock clock;

  /**
   * @param door judges the token itself
   * @param clock expiry is judged when the request comes
   */
  public Entrance(BearerDoor door, Clock clock) {
    this.door = door;
    this.clock = clock;
  }

  /** Goes on with the owner, or answers with a refusal. */
  Route owner(Function<Owner, Route> next) {
    return Directives.extractRequest(request -> judged(request, next));
  }

  private Route judged(HttpRequest request, Function<Owner, Route> next) {
    BearerDoor.Visitor visitor =
        door.judge(request.getHeader("Authorization").map(HttpHeader::value), clock.instant());
    if (visitor instanceof BearerDoor.Known known) {
      return known.claims().grant(CLAIM).isPresent()
          ? next.apply(new Owner(known.claims(), known.token()))
          : Refusals.refuse(BearerDoor.missingClaim(List.of("jobs-1.*")));
    }
    return Refusals.refuse(((BearerDoor.Turned) visitor).problem());
  }
}
