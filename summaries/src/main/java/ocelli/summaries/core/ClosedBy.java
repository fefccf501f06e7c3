package ocelli.summaries.core;

import java.util.Locale;

/** What closed a summary, as ocelli.summary.v1m0.Summary.closed_by names it. */
public enum ClosedBy {
  /** All declared images are here and answered. */
  COMPLETE,
  /** The client said that no more images come, and all known ones are answered. */
  CLOSED,
  /** Nothing more came in time, or the segment was full. */
  PARTIAL;

  /** As a client sees it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ClosedBy named(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
