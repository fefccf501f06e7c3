package ocelli.links.http;

import ocelli.runtime.http.Problem;

/** A request's field is not what it must be. */
final class BadField extends RuntimeException {
  private final String field;

  BadField(String field, String rule) {
    super(field + ": " + rule, null, false, false); // an answer, not a bug: without a stack trace
    this.field = field;
  }

  Problem problem() {
    return Problem.of(400, "bad-field", String.valueOf(getMessage())).with("field", field);
  }
}
