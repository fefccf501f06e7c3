package ocelli.authz.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.authz.verify.ClaimPattern;

/**
 * What a service may do for an owner: no more than the service may, and no more than the owner.
 * Settings add to what {@code true} gives, so of two settings only what both have stays.
 */
public final class Intersection {
  private static final Set<String> SERVICES_OWN = Set.of("ingest", "firehose");
  private static final Set<String> NO_TASKS =
      Set.of("ingest", "firehose", "summary", "push", "jobs", "links");

  private Intersection() {}

  /**
   * The grants of a token by which a service acts for an owner.
   *
   * @param service its grants; {@code ingest} and {@code firehose} count by themselves, for the
   *     owner need not hold them
   * @param owner the owner's, as the owner's token says them
   */
  public static Grants of(Grants service, Grants owner) {
    Map<String, JsonNode> both = new LinkedHashMap<>();
    for (ClaimPattern pattern : patterns(service, owner)) {
      Optional<JsonNode> value = shared(pattern, service, owner);
      if (!value.equals(within(both, pattern))) {
        both.put(pattern.toString(), value.orElse(BooleanNode.FALSE));
      }
    }
    return new Grants(both);
  }

  /** Whether it grants at least one task that looks at images. */
  public static boolean hasTask(Grants grants) {
    return grants.byPattern().entrySet().stream()
        .filter(grant -> !grant.getValue().equals(BooleanNode.FALSE))
        .flatMap(grant -> ClaimPattern.parse(grant.getKey()).stream())
        .anyMatch(pattern -> !NO_TASKS.contains(pattern.name()));
  }

  /** All patterns of both, the least specific of a name first. */
  private static List<ClaimPattern> patterns(Grants service, Grants owner) {
    return Stream.of(service, owner)
        .flatMap(grants -> grants.byPattern().keySet().stream())
        .flatMap(text -> ClaimPattern.parse(text).stream())
        .distinct()
        .sorted(
            Comparator.comparing(ClaimPattern::name)
                .thenComparing(ClaimPattern.MOST_SPECIFIC_FIRST.reversed()))
        .toList();
  }

  private static Optional<JsonNode> shared(ClaimPattern pattern, Grants service, Grants owner) {
    Optional<JsonNode> first = within(service.byPattern(), pattern);
    return SERVICES_OWN.contains(pattern.name())
        ? first
        : first.flatMap(
            one -> within(owner.byPattern(), pattern).map(other -> settings(one, other)));
  }

  private static JsonNode settings(JsonNode one, JsonNode other) {
    if (!one.isObject() || !other.isObject()) {
      return BooleanNode.TRUE;
    }
    Set<String> names = new TreeSet<>();
    one.fieldNames().forEachRemaining(names::add);
    ObjectNode both =
        JsonNodeFactory.instance
            .objectNode()
            .setAll(
                names.stream()
                    .filter(name -> one.get(name).equals(other.get(name)))
                    .collect(Collectors.toMap(name -> name, one::get)));
    return both.isEmpty() ? BooleanNode.TRUE : both;
  }

  /** The value by the most specific pattern that covers this one, as every service reads claims. */
  private static Optional<JsonNode> within(Map<String, JsonNode> grants, ClaimPattern pattern) {
    return grants.entrySet().stream()
        .filter(
            grant -> ClaimPattern.parse(grant.getKey()).filter(p -> p.covers(pattern)).isPresent())
        .min(Comparator.comparing(Intersection::pattern, ClaimPattern.MOST_SPECIFIC_FIRST))
        .map(Map.Entry::getValue)
        .filter(value -> !value.isNull() && !value.equals(BooleanNode.FALSE));
  }

  private static ClaimPattern pattern(Map.Entry<String, JsonNode> grant) {
    return ClaimPattern.parse(grant.getKey()).orElseThrow();
  }
}
