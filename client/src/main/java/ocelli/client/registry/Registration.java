package ocelli.client.registry;

import java.util.Map;
import java.util.Optional;

/**
 * A client to be.
 *
 * @param client its id
 * @param pushUrl where its webhooks go; empty for none
 * @param order of its webhooks: per-transaction, strict or parallel; empty for the default
 * @param grants claim pattern to its value as JSON, as {@code ocr-*} to {@code true}
 */
public record Registration(
    String client, Optional<String> pushUrl, Optional<String> order, Map<String, String> grants) {

  public Registration {
    grants = Map.copyOf(grants);
  }
}
