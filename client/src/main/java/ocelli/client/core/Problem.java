package ocelli.client.core;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a server said when it refused (RFC 9457, or OAuth 2.0's error answer).
 *
 * @param status the HTTP status
 * @param code stable and for programs, as {@code missing-claim}; "http-STATUS" where the answer has
 *     none
 * @param detail for a person; may be empty
 * @param retryAfter how long the server asks to wait
 * @param more other members of the answer, as the limit that was met
 */
public record Problem(
    int status,
    String code,
    String detail,
    Optional<Duration> retryAfter,
    Map<String, String> more) {

  public Problem {
    more = Map.copyOf(more);
  }

  /**
   * Whether the same request may succeed later: busy, over quota, or a gateway in between failed.
   */
  public boolean passing() {
    return status == 408 || status == 429 || status == 502 || status == 503 || status == 504;
  }

  /** Whether what was sent is at fault: the same from anybody, at any time, would be refused. */
  public boolean isAboutTheRequest() {
    return status == 400 || status == 413 || status == 415 || status == 422;
  }

  /** One line: "403 missing-claim: …". */
  public String sentence() {
    return status + " " + code + (detail.isEmpty() ? "" : ": " + detail);
  }
}
