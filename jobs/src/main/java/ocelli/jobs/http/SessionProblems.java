package ocelli.jobs.http;

import ocelli.runtime.http.Problem;

/** The refusals of signing in and of sessions. */
final class SessionProblems {
  private SessionProblems() {}

  static Problem none() {
    return Problem.of(401, "no-session", "Nobody is signed in: POST /session");
  }

  static Problem ended() {
    return Problem.of(401, "session-ended", "The session has ended: sign in again");
  }

  static Problem wrongCredentials() {
    return Problem.of(
        401, "wrong-credentials", "There is no such client, or its secret is another");
  }

  static Problem throttled() {
    return Problem.of(429, "too-many-tries", "The secret was tried too often: wait and try again");
  }

  static Problem badForm(String field, String rule) {
    return Problem.of(400, "bad-field", field + ": " + rule).with("field", field);
  }

  static Problem crossOrigin() {
    return Problem.of(
        403, "cross-origin", "Another site sent this request: a session is for our own pages only");
  }

  static Problem unavailable() {
    return Problem.of(
        503, "sessions-unavailable", "Sessions cannot be looked up now: try again in a moment");
  }
}
