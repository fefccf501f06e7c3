package ocelli.push.core;

import java.time.Duration;

/**
 * What a lane keeps in memory and how soon it writes.
 *
 * @param window the most deliveries that are in flight or not on record: the most duplicates after
 *     a crash
 * @param queue the most messages that wait in memory before they go to the retry store
 * @param rows the most rows of the retry store that are in memory
 * @param failingAfter how many failures in a row make an endpoint a failing one
 * @param markWithin how long a delivery may be off the record
 */
public record LaneLimits(int window, int queue, int rows, int failingAfter, Duration markWithin) {
  public LaneLimits {
    if (window < 1 || queue < 1 || rows < 1 || failingAfter < 1) {
      throw new IllegalArgumentException("lane: window, queue, rows, failing-after at least 1");
    }
  }
}
