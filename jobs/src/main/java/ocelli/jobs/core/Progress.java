package ocelli.jobs.core;

/**
 * How far a job is.
 *
 * @param state which part of its way
 * @param stage the same for a person, in a few words
 * @param percent 0 to 100
 */
public record Progress(State state, String stage, int percent) {
  // Shares of a job's time, as measured on single pages: looking is most of it.
  private static final int FETCHED = 10;
  private static final int SENT = 30;
  private static final int SEEN = 95;

  /** Nobody has begun. */
  public static Progress queued() {
    return new Progress(State.QUEUED, "waiting for a worker", 0);
  }

  /** The URL is asked. */
  public static Progress fetching() {
    return new Progress(State.FETCHING, "fetching the URL", 2);
  }

  /** A PDF becomes pages. */
  public static Progress drawing() {
    return new Progress(State.FETCHING, "drawing the pages of the PDF", FETCHED / 2);
  }

  /** Some pages are at ingestion. */
  public static Progress sending(int sent, int pages) {
    return new Progress(
        State.SENDING,
        "sending page " + Math.min(sent + 1, pages) + " of " + pages,
        FETCHED + (SENT - FETCHED) * sent / Math.max(1, pages));
  }

  /** Some answers are there. */
  public static Progress seeing(int answers, int expected) {
    return new Progress(
        State.SEEING,
        answers + " of " + expected + " answers",
        SENT + (SEEN - SENT) * Math.min(answers, expected) / Math.max(1, expected));
  }

  /** It has a result. */
  public static Progress success() {
    return new Progress(State.SUCCESS, "done", 100);
  }

  /** It has a cause; the percentage stays where it was. */
  public static Progress failure(int percent) {
    return new Progress(State.FAILURE, "failed", percent);
  }

  /** It was cancelled; the percentage stays where it was. */
  public static Progress cancelled(int percent) {
    return new Progress(State.CANCELLED, "cancelled", percent);
  }
}
