package ocelli.jobs.http;

import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.time.Clock;
import java.util.function.Function;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.ClaimDoor;

/** Lets in whoever has a good token with the claim for jobs. */
public final class Entrance {
  private static final String CLAIM = "jobs-1.0";

  private final ClaimDoor door;

  /**
   * @param door judges the token itself
   * @param clock expiry is judged when the request comes
   */
  public Entrance(BearerDoor door, Clock clock) {
    this.door = new ClaimDoor(door, CLAIM, clock);
  }

  /** Goes on with the owner, or answers with a refusal. */
  Route owner(Function<Owner, Route> next) {
    return Directives.extractRequest(
        request ->
            door.admit(
                request,
                known -> next.apply(new Owner(known.claims(), known.token())),
                Refusals::refuse));
  }
}
