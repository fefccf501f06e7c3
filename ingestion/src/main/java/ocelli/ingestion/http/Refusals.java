package ocelli.ingestion.http;

import java.time.Duration;
import java.util.List;
import ocelli.authz.door.BearerDoor;
import ocelli.ingestion.core.Sniffed;
import ocelli.runtime.http.Problem;

/** The refusals of this door; codes are public and stable. */
final class Refusals {
  /** Long enough for a broker's new leader or a full buffer; clients back off from there. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private Refusals() {}

  static <T> Outcome.Refused<T> of(Sniffed.Rejected rejected) {
    Problem problem =
        switch (rejected.reason()) {
          case EMPTY -> Problem.of(400, "empty-body", rejected.detail());
          case TOO_LARGE -> Problem.of(413, "too-large", rejected.detail());
          case NOT_AN_IMAGE -> Problem.of(415, "not-an-image", rejected.detail());
          case BROKEN_HEADER -> Problem.of(422, "broken-header", rejected.detail());
          case TOO_MANY_PIXELS -> Problem.of(422, "too-many-pixels", rejected.detail());
          case TOO_MANY_SCANS -> Problem.of(422, "too-many-scans", rejected.detail());
        };
    return Outcome.refused(
        rejected.limit() == 0 ? problem : problem.with("limit", rejected.limit()));
  }

  static <T> Outcome.Refused<T> missingClaim(List<String> oneOf) {
    return Outcome.refused(BearerDoor.missingClaim(oneOf));
  }

  static <T> Outcome.Refused<T> badField(String code, String field, String rule) {
    return Outcome.refused(Problem.of(400, code, field + ": " + rule).with("field", field));
  }

  static <T> Outcome.Refused<T> tooSlow(String detail) {
    return Outcome.refused(Problem.of(408, "body-too-slow", detail));
  }

  static <T> Outcome.Refused<T> brokenBody() {
    return Outcome.refused(Problem.of(400, "broken-body", "The body ended before it was whole"));
  }

  static <T> Outcome.Refused<T> brokenMultipart() {
    return Outcome.refused(
        Problem.of(400, "broken-multipart", "The body is not the multipart that it says"));
  }

  static <T> Outcome.Refused<T> unsupportedType(String type) {
    return Outcome.refused(
        Problem.of(
            415,
            "unsupported-media-type",
            type + " is not taken: send an image, multipart/form-data or multipart/mixed"));
  }

  static <T> Outcome.Refused<T> full(long capacity) {
    return Outcome.refused(
        Problem.of(503, "full", "As many images as we hold at a time are on their way")
            .with("limit", capacity),
        SOON);
  }

  static <T> Outcome.Refused<T> brokerUnavailable() {
    return Outcome.refused(
        Problem.of(
            503,
            "broker-unavailable",
            "It was not acknowledged; what was sent may still be worked on"),
        SOON);
  }

  static <T> Outcome.Refused<T> clockWrong(String detail) {
    return Outcome.refused(Problem.of(503, "clock-wrong", detail), SOON);
  }

  static <T> Outcome.Refused<T> draining() {
    return Outcome.refused(Problem.of(503, "stopping", "This process is stopping"), SOON);
  }

  static <T> Outcome.Refused<T> overdue(Duration wait, Duration serviceLevel) {
    return Outcome.refused(
        Problem.of(
                503,
                "overloaded",
                "A new image would wait about " + wait.toSeconds() + " s to be seen")
            .with("limit", serviceLevel.toSeconds()),
        wait.minus(serviceLevel));
  }
}
