package ocelli.links.core;

/** What is known of a code. */
public sealed interface Found {
  /** A link of ours. */
  record Known(Link link) implements Found {}

  /** Nobody's. */
  enum Unknown implements Found {
    INSTANCE
  }
}
