package ocelli.push.actor;

/** Where push's journal is configured; its own, beside other services' in one process. */
public final class JournalPlugins {
  /** Writes events. */
  public static final String JOURNAL = "ocelli.push.journal";

  /** Writes snapshots. */
  public static final String SNAPSHOTS = "ocelli.push.snapshots";

  /** Reads events. */
  public static final String READ_JOURNAL = "ocelli.push.read-journal";

  private JournalPlugins() {}
}
