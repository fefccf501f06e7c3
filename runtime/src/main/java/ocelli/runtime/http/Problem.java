package ocelli.runtime.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal as clients see it (RFC 9457).
 *
 * @param status HTTP status, 400 to 599
 * @param code stable and public, lower-case words with hyphens
 * @param detail what happened and what to do, for a person
 * @param members more, as JSON values: for a limit {@code limit} names it
 */
public record Problem(int status, String code, String detail, Map<String, Object> members) {
  public Problem {
    members = Map.copyOf(members);
  }

  /** A problem without more members. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Map.of());
  }

  /** The same with one more member. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, code, detail, more);
  }
}
