package ocelli.vision.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the things begun in an order are finished without a gap before them, while they finish
 * in any order. Only up to there may a position move: what is behind a gap would be lost by a
 * restart after it. Not thread-safe.
 *
 * @param <T> what is known of a finished thing, as its position
 */
public final class FinishedPrefix<T> {
  private final Map<Long, T> behindGap = new HashMap<>();
  private long length;

  /**
   * Notes that one is finished.
   *
   * @param place its place in the order, from 0, each once
   * @return the last of the prefix, where the prefix grew
   */
  public Optional<T> finish(long place, T thing) {
    if (place < length || behindGap.putIfAbsent(place, thing) != null) {
      throw new IllegalArgumentException("place " + place + " finished twice");
    }
    Optional<T> last = Optional.empty();
    for (T next = behindGap.remove(length); next != null; next = behindGap.remove(length)) {
      last = Optional.of(next);
      length++;
    }
    return last;
  }

  /** How many are finished without a gap. */
  public long length() {
    return length;
  }

  /** How many are finished but wait for one before them. */
  public int waiting() {
    return behindGap.size();
  }
}
