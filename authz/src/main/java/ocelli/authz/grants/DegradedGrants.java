package ocelli.authz.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ocelli.authz.verify.ClaimPattern;

/**
 * What a client gets while the registry is out of reach: what it takes to lose no image, and no
 * more (ARCHITECTURE, Tokens: degraded authz).
 */
public final class DegradedGrants {
  private static final Map<String, JsonNode> INGEST_AND_VISION =
      Map.of(
          "ingest-1.*", BooleanNode.TRUE,
          "faceextract-1.*", BooleanNode.TRUE,
          "ocr-1.*", BooleanNode.TRUE,
          "codes-1.*", BooleanNode.TRUE,
          "quality-1.*", BooleanNode.TRUE);
  private static final Set<String> KEPT =
      Set.of("ingest", "faceextract", "ocr", "codes", "quality", "push");

  private DegradedGrants() {}

  /**
   * The grants.
   *
   * @param known what the last snapshot says of the client; empty where there is none that is fresh
   *     enough, or where it does not know the client
   */
  public static Grants of(Optional<Grants> known) {
    return known.map(DegradedGrants::kept).orElseGet(() -> new Grants(INGEST_AND_VISION));
  }

  private static Grants kept(Grants known) {
    Map<String, JsonNode> kept = new LinkedHashMap<>();
    known
        .byPattern()
        .forEach(
            (text, value) -> {
              if (ClaimPattern.parse(text).filter(p -> KEPT.contains(p.name())).isPresent()) {
                kept.put(text, value);
              }
            });
    return new Grants(kept);
  }
}
