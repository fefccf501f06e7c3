package ocelli.ingestion.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.ingestion.core.Admitted;
import ocelli.protocol.TaskId;

/** Judges a request's token at the door's time. */
public final class Entrance {
  private static final String SCHEME = "Bearer ";
  private static final TaskId INGEST = new TaskId("ingest", 1, 0);
  private static final String PUSH = "push-1"; // as `client add --push` sets it

  private final TokenVerifier verifier;
  private final List<TaskId> catalogue;

  /**
   * @param catalogue the vision tasks that this installation has
   */
  public Entrance(TokenVerifier verifier, List<TaskId> catalogue) {
    this.verifier = verifier;
    this.catalogue = catalogue.stream().sorted().toList();
  }

  /** Admits who may send images, whatever tasks are granted. */
  Outcome<Admitted> admit(Optional<String> authorization, Instant at) {
    Optional<String> token =
        authorization
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip());
    return token.isEmpty()
        ? Refusals.unauthorised("missing-token", "Authorization: Bearer with a token is missing")
        : judged(token.get(), at);
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

  private Outcome<Admitted> judged(String token, Instant at) {
    Verdict verdict = verifier.verify(token, at);
    if (verdict instanceof Verdict.Verified verified) {
      return granted(token, verified.claims(), at);
    }
    Verdict.Refused refused = (Verdict.Refused) verdict;
    return Refusals.unauthorised(refused.code(), refused.detail());
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
