package ocelli.firehose.http;

import java.util.OptionalLong;
import ocelli.runtime.http.Problem;

/** The firehose's refusals. */
final class Refusals {
  private Refusals() {}

  static Problem tooOld(OptionalLong oldest) {
    Problem problem =
        Problem.of(
            410,
            "cursor-too-old",
            oldest.isPresent()
                ? "Messages after this cursor are no longer kept; the oldest is "
                    + oldest.getAsLong()
                    + ": \"earliest\" starts with it"
                : "Messages after this cursor are no longer kept, and none is left: start at"
                    + " \"latest\"");
    return oldest.isPresent() ? problem.with("oldest", oldest.getAsLong()) : problem;
  }

  static Problem revoked() {
    return Problem.of(401, "token-revoked", "The token was revoked: fetch a new one and go on");
  }

  static Problem noFormat(boolean later) {
    return later
        ? Problem.of(
            501,
            "format-not-implemented",
            "application/x-protobuf is not served yet: ask for application/x-ndjson or"
                + " text/event-stream")
        : Problem.of(406, "not-acceptable", "There are application/x-ndjson and text/event-stream");
  }

  static Problem journalDown() {
    return Problem.of(503, "journal-unavailable", "The journal does not answer; come back");
  }
}
