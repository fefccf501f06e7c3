package ocelli.jobs.core;

/**
 * Why a job failed.
 *
 * @param status the HTTP status that a synchronous service would have answered
 * @param code stable and public
 * @param detail what happened and what to do, for a person
 */
public record Cause(int status, String code, String detail) {
  // A change travels through NOTIFY, which takes 8,000 bytes (PostgreSQL's manual).
  private static final int LONGEST_DETAIL = 500;

  public Cause {
    detail = detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
  }

  /** Nobody answered in time. */
  public static Cause outOfTime(long seconds, String stage) {
    return new Cause(
        504,
        "job-timeout",
        "The job was not answered within " + seconds + " s; it got as far as: " + stage);
  }
}
