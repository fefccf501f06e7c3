package ocelli.jobs.core;

/** Where a job is. The names are public. */
public enum State {
  /** Accepted; nobody has begun. */
  QUEUED,
  /** Its URL is being fetched, or its PDF turned into pages. */
  FETCHING,
  /** Its images are on their way to ingestion. */
  SENDING,
  /** Ingestion has all images; the tasks look at them. */
  SEEING,
  /** It has a result. */
  SUCCESS,
  /** It has a cause. */
  FAILURE,
  /** Its owner no longer wants it. */
  CANCELLED;

  /** Whether nothing follows but revisions. */
  public boolean ended() {
    return this == SUCCESS || this == FAILURE || this == CANCELLED;
  }
}
