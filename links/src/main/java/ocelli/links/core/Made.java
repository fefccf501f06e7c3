package ocelli.links.core;

/** What came of a wish. */
public sealed interface Made {
  /** A new link. */
  record New(Link link) implements Made {}

  /** The client had made the same before. */
  record There(Link link) implements Made {}

  /** Every code that it could have is another link's. */
  enum NoCode implements Made {
    INSTANCE
  }
}
