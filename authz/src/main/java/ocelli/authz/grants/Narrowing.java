package ocelli.authz.grants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ocelli.authz.verify.ClaimPattern;

/** Narrows grants to a scope: what is both granted and asked for, and never more. */
public final class Narrowing {
  private Narrowing() {}

  /**
   * The grants within a scope.
   *
   * @param scope claim patterns separated by spaces
   * @return empty where a pattern is not one, or where nothing of it is granted
   */
  public static Optional<Grants> narrow(Grants grants, String scope) {
    Map<String, JsonNode> narrowed = new LinkedHashMap<>();
    for (String asked : scope.strip().split(" +", -1)) {
      Map<String, JsonNode> part =
          ClaimPattern.parse(asked).map(pattern -> within(grants, pattern)).orElse(Map.of());
      if (part.values().stream().allMatch(Narrowing::denies)) {
        return Optional.empty();
      }
      narrowed.putAll(part);
    }
    return Optional.of(new Grants(narrowed));
  }

  /**
   * What of a scope is granted: unlike {@link #narrow}, it leaves out what is not.
   *
   * @return empty where a pattern is not one
   */
  public static Optional<Grants> within(Grants grants, String scope) {
    Map<String, JsonNode> narrowed = new LinkedHashMap<>();
    for (String asked : scope.strip().split(" +", -1)) {
      Optional<ClaimPattern> pattern = ClaimPattern.parse(asked);
      if (pattern.isEmpty()) {
        return Optional.empty();
      }
      narrowed.putAll(within(grants, pattern.get()));
    }
    return Optional.of(new Grants(narrowed));
  }

  private static Map<String, JsonNode> within(Grants grants, ClaimPattern asked) {
    Map<String, JsonNode> part = new LinkedHashMap<>();
    covering(grants, asked).ifPresent(grant -> part.put(named(grant, asked), grant.value()));
    entries(grants).stream()
        .filter(grant -> asked.covers(grant.pattern()))
        .forEach(grant -> part.put(grant.text(), grant.value()));
    return part;
  }

  /** A pattern that is granted as it stands keeps its own spelling: push-1 stays push-1. */
  private static String named(Entry grant, ClaimPattern asked) {
    return grant.pattern().equals(asked) ? grant.text() : asked.toString();
  }

  private static Optional<Entry> covering(Grants grants, ClaimPattern asked) {
    return entries(grants).stream()
        .filter(grant -> grant.pattern().covers(asked))
        .min(Comparator.comparing(Entry::pattern, ClaimPattern.MOST_SPECIFIC_FIRST));
  }

  private record Entry(String text, ClaimPattern pattern, JsonNode value) {}

  private static List<Entry> entries(Grants grants) {
    List<Entry> entries = new ArrayList<>();
    grants
        .byPattern()
        .forEach(
            (text, value) ->
                ClaimPattern.parse(text)
                    .ifPresent(pattern -> entries.add(new Entry(text, pattern, value))));
    return entries;
  }

  private static boolean denies(JsonNode value) {
    return value.isNull() || (value.isBoolean() && !value.booleanValue());
  }
}
