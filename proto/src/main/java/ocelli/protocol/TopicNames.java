package ocelli.protocol;

/**
 * The topics (ARCHITECTURE, The way of an image). The number is the major version of what they
 * carry.
 */
public final class TopicNames {
  /** Images as they came, keyed by client and transaction: the archive. */
  public static final String INGEST = "ingest-1";

  /** What is announced and answered of each image, keyed by client and transaction. */
  public static final String VISION = "vision-1";

  /** What goes to clients, keyed by client: its one order is the one that every reader sees. */
  public static final String DELIVERY = "delivery-1";

  /** Tokens and clients that no longer count, keyed by what they name; compacted. */
  public static final String REVOCATIONS = "revocations-1";

  private TopicNames() {}
}
