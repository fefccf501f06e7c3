package ocelli.links.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import ocelli.links.core.Scope;
import ocelli.links.core.Target;
import ocelli.links.core.TargetRules;
import ocelli.links.core.Wish;

/** Reads the JSON of {@code POST /links}. A null counts as absent. */
final class WishReader {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Set<String> FIELDS =
      Set.of("url", "job", "expires", "max_visits", "password", "scope");
  private static final long MOST_VISITS = 1_000_000_000; // a year at 30 a second
  private static final int SHORTEST_PASSWORD = 8; // NIST SP 800-63B-4, 3.1.1.2
  private static final int LONGEST_PASSWORD = 128; // above the 64 that must be taken, same place
  private static final Duration LONGEST_LIFE = Duration.ofDays(3653); // ten years

  private final TargetRules rules;
  private final Set<String> ours;
  private final Instant now;

  /**
   * @param ours the hosts that our links begin with
   */
  WishReader(TargetRules rules, Set<String> ours, Instant now) {
    this.rules = rules;
    this.ours = ours;
    this.now = now;
  }

  /**
   * @throws BadField where something is not as it must be
   */
  Wish read(String body) {
    JsonNode tree = parsed(body);
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      if (!FIELDS.contains(member.getKey())) {
        throw new BadField(member.getKey(), "there is no such field");
      }
    }
    return new Wish(target(tree), expires(tree), maxVisits(tree), password(tree));
  }

  private static JsonNode parsed(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new BadField("body", "not JSON: " + e.getOriginalMessage());
    }
    throw new BadField("body", "a JSON object");
  }

  private Target target(JsonNode tree) {
    Optional<JsonNode> url = field(tree, "url");
    Optional<JsonNode> job = field(tree, "job");
    if (url.isPresent() == job.isPresent()) {
      throw new BadField("url", "either url or job");
    }
    if (url.isPresent() && field(tree, "scope").isPresent()) {
      throw new BadField("scope", "only of a job");
    }
    return url.isPresent() ? url(text("url", url.get())) : job(job.orElseThrow(), tree);
  }

  private Target url(String text) {
    TargetRules.Verdict verdict = rules.judge(text, ours);
    if (verdict instanceof TargetRules.Refused refused) {
      throw new BadField("url", refused.reason());
    }
    return ((TargetRules.Taken) verdict).url();
  }

  private static Target job(JsonNode number, JsonNode tree) {
    return new Target.Job(number("job", number, Long.MAX_VALUE), scope(tree));
  }

  private static Set<Scope> scope(JsonNode tree) {
    Set<Scope> scope = EnumSet.noneOf(Scope.class);
    Optional<JsonNode> words = field(tree, "scope");
    if (words.isPresent() && !words.get().isArray()) {
      throw new BadField("scope", "a list");
    }
    words.ifPresent(list -> list.forEach(word -> scope.add(scopeOf(word))));
    return scope;
  }

  private static Scope scopeOf(JsonNode word) {
    return Scope.of(word.asText())
        .orElseThrow(() -> new BadField("scope", "of \"once\" and \"no-faces\""));
  }

  private Optional<Instant> expires(JsonNode tree) {
    Optional<Instant> expires = field(tree, "expires").map(this::time);
    if (expires.isPresent() && !expires.get().isAfter(now)) {
      throw new BadField("expires", "in the future");
    }
    if (expires.isPresent() && expires.get().isAfter(now.plus(LONGEST_LIFE))) {
      throw new BadField("expires", "within ten years; leave it out for never");
    }
    return expires;
  }

  private Instant time(JsonNode value) {
    if (value.isIntegralNumber()) {
      return now.plusSeconds(number("expires", value, LONGEST_LIFE.toSeconds()));
    }
    try {
      return Instant.parse(text("expires", value));
    } catch (DateTimeParseException e) {
      throw new BadField("expires", "a time as 2030-01-31T12:00:00Z, or seconds from now");
    }
  }

  private static OptionalLong maxVisits(JsonNode tree) {
    return field(tree, "max_visits")
        .map(value -> OptionalLong.of(number("max_visits", value, MOST_VISITS)))
        .orElseGet(OptionalLong::empty);
  }

  private static Optional<String> password(JsonNode tree) {
    Optional<String> password = field(tree, "password").map(value -> text("password", value));
    if (password.isPresent()
        && (password.get().length() < SHORTEST_PASSWORD
            || password.get().length() > LONGEST_PASSWORD)) {
      throw new BadField("password", SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters");
    }
    return password;
  }

  private static Optional<JsonNode> field(JsonNode tree, String name) {
    return Optional.ofNullable(tree.get(name)).filter(value -> !value.isNull());
  }

  private static String text(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw new BadField(field, "a text");
    }
    return value.textValue();
  }

  private static long number(String field, JsonNode value, long most) {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 1
        || value.longValue() > most) {
      throw new BadField(field, "a whole number of 1 to " + most);
    }
    return value.longValue();
  }
}
