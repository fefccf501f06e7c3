package ocelli.authz.verify;

/** Ends the reading of a token; caught where the reading began. */
final class RefusedToken extends RuntimeException {
  private final String code;

  RefusedToken(String code, String detail) {
    super(detail, null, false, false); // no stack trace: garbage must cost microseconds
    this.code = code;
  }

  Verdict.Refused verdict() {
    String detail = getMessage();
    return new Verdict.Refused(code, detail == null ? "" : detail);
  }
}
