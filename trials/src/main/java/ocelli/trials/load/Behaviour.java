package ocelli.trials.load;

/** How an endpoint answers. */
public enum Behaviour {
  /** 204: it has taken the message. */
  TAKES(204),
  /** 500. */
  FAILS(500),
  /** 429 and Retry-After. */
  BUSY(429),
  /** 410: it wants no more. */
  GONE(410),
  /** Nothing at all, and the connection stays open. */
  SILENT(0),
  /** 500 and a body of one byte a second. */
  DRIPS(500),
  /** 500 and a body of 1 GB. */
  ENDLESS(500),
  /** 200, so it has taken the message, and a body of one byte a second. */
  TAKES_AND_DRIPS(200),
  /** 200, so it has taken the message, and a body of 1 GB. */
  TAKES_ENDLESSLY(200);

  private final int status;

  Behaviour(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Whether it acknowledges: any 2xx does, whatever comes after the head (docs/api/http.md). */
  boolean takes() {
    return status / 100 == 2;
  }
}
