package ocelli.links.visit;

/** What a visit comes to. */
public sealed interface Outcome {
  /**
   * Leads there for everybody and always.
   *
   * @param url ASCII
   */
  record Forever(String url) implements Outcome {}

  /**
   * Leads there this time.
   *
   * @param location a URL, or a path of ours
   */
  record ForNow(String location) implements Outcome {}

  /** Leads nowhere. */
  enum Nowhere implements Outcome {
    /** Nobody's code, or no longer. */
    UNKNOWN,
    /** Its time is over. */
    EXPIRED,
    /** It has been opened as often as it may be. */
    SPENT,
    /** It needs a password, and none came. */
    PASSWORD_NEEDED,
    /** The password is another. */
    PASSWORD_WRONG,
    /** Its password was tried too often. */
    THROTTLED,
    /** Whom we have to ask does not answer. */
    UNAVAILABLE
  }
}
