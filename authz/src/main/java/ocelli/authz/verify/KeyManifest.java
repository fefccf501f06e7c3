package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** What {@code keys.json} says: the names of the keys in their order, and when they changed. */
final class KeyManifest {
  private KeyManifest() {}

  static String text(KeySet keys, Instant rotatedAt, Instant signedSince) {
    ObjectNode manifest =
        JsonNodeFactory.instance
            .objectNode()
            .put("rotated_at", rotatedAt.toString())
            .put("signed_since", signedSince.toString());
    ArrayNode authorisation = manifest.putArray("authorisation");
    keys.authorisation().forEach(key -> add(authorisation, key.kid(), key.retiredAt()));
    ArrayNode authentication = manifest.putArray("authentication");
    keys.authentication().forEach(key -> add(authentication, key.kid(), key.retiredAt()));
    ArrayNode encryption = manifest.putArray("encryption");
    keys.encryption().forEach(key -> add(encryption, key.kid(), key.retiredAt()));
    return manifest.toPrettyString();
  }

  /** When the shared keys were last rotated. */
  static Instant rotatedAt(JsonNode manifest) {
    return Instant.parse(manifest.path("rotated_at").asText());
  }

  /** When the signing keys were; manifests from before they were say only the other. */
  static Instant signedSince(JsonNode manifest) {
    return manifest.has("signed_since")
        ? Instant.parse(manifest.path("signed_since").asText())
        : rotatedAt(manifest);
  }

  static Optional<Instant> retiredAt(JsonNode entry) {
    return entry.has("retired_at")
        ? Optional.of(Instant.parse(entry.get("retired_at").asText()))
        : Optional.empty();
  }

  private static void add(ArrayNode list, String kid, Optional<Instant> retiredAt) {
    ObjectNode entry = list.addObject().put("kid", kid);
    retiredAt.ifPresent(at -> entry.put("retired_at", at.toString()));
  }
}
