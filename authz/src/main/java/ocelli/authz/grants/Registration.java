package ocelli.authz.grants;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Optional;
import ocelli.authz.core.PushTarget;
import ocelli.protocol.ClientId;

/**
 * A client as authorisation knows it.
 *
 * @param client its id
 * @param grants without {@code push-1}
 * @param push where its webhooks go; empty for none
 * @param createdAt when it was registered
 */
public record Registration(
    ClientId client, Grants grants, Optional<PushTarget> push, Instant createdAt) {

  /** What its tokens say: its grants, and {@code push-1} with the address. */
  public Grants claims() {
    return push.map(
            target ->
                grants.with(
                    Grants.PUSH,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("url", target.url())
                        .put("generation", target.generation())
                        .put("order", target.order().toString())))
        .orElse(grants);
  }
}
