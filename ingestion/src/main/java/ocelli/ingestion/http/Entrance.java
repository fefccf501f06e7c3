package ocelli.ingestion.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.verify.Claims;
import ocelli.ingestion.core.Admitted;
import ocelli.protocol.TaskId;

/** Judges a request's token at the door's time. */
public final class Entrance {
  private static final TaskId INGEST = new TaskId("ingest", 1, 0);
  private static final String PUSH = "push-1"; // as `client add --push` sets it

  private final BearerDoor door;
  private final List<TaskId> catalogue;

  /**
   * @param door judges the token itself
   * @param catalogue the vision tasks that this installation has
   */
  public Entrance(BearerDoor door, List<TaskId> catalogue) {
    this.door = door;
    this.catalogue = catalogue.stream().sorted().toList();
  }

  /** Admits who may send images, whatever tasks are granted. */
  Outcome<Admitted> admit(Optional<String> authorization, Instant at) {
    BearerDoor.Visitor visitor = door.judge(authorization, at);
    return visitor instanceof BearerDoor.Known known
        ? granted(known.token(), known.claims(), at)
        : Outcome.refused(((BearerDoor.Turned) visitor).problem());
  }

  /** Admits who may send images that at least one task may look at. */
  Outcome<Admitted> admitImage(Optional<String> authorization, Instant at) {
    return admit(authorization, at)
        .match(
            admitted ->
                admitted.expected().isEmpty()
                    ? Refusals.missingClaim(catalogue.stream().map(TaskId::toString).toList())
                    : Outcome.taken(admitted),
            refused -> refused);
  }

  private Outcome<Admitted> granted(String token, Claims claims, Instant at) {
    if (claims.grant(INGEST).isEmpty()) {
      return Refusals.missingClaim(List.of(INGEST.toString()));
    }
    List<TaskId> expected =
        catalogue.stream().filter(task -> claims.grant(task).isPresent()).toList();
    boolean webhook = !claims.degraded() || claims.grant(PUSH).isPresent();
    return Outcome.taken(new Admitted(claims.client(), token, expected, webhook, at));
  }
}
