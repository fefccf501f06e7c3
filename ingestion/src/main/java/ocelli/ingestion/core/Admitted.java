package ocelli.ingestion.core;

import java.time.Instant;
import java.util.List;
import ocelli.protocol.ClientId;
import ocelli.protocol.TaskId;

/**
 * A request whose token was good at the door.
 *
 * @param client the token's subject
 * @param token as it was presented: it travels in every message
 * @param expected the tasks of the catalogue that the token grants, sorted
 * @param webhook whether results can be pushed; false under a degraded token without that grant
 * @param at when the token was judged: the image's accepted_at
 */
public record Admitted(
    ClientId client, String token, List<TaskId> expected, boolean webhook, Instant at) {
  public Admitted {
    expected = List.copyOf(expected);
  }

  @Override
  public String toString() {
    return client + " for " + expected + " at " + at; // never the token
  }
}
