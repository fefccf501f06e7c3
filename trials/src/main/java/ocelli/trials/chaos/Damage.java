package ocelli.trials.chaos;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Changes one bit of what passes, where it hurts; counts how often. Thread-safe. */
final class Damage implements UnaryOperator<byte[]> {
  private final byte[] marker;
  private final int after;
  private final RandomGenerator random;
  private final AtomicInteger done = new AtomicInteger();

  private Damage(byte[] marker, int after, RandomGenerator random) {
    this.marker = marker;
    this.after = after;
    this.random = random;
  }

  /** The byte that comes some bytes after some words. */
  static Damage behind(String words, int after, RandomGenerator random) {
    return new Damage(words.getBytes(StandardCharsets.US_ASCII), after, random);
  }

  /** The first byte of what comes at once: where a message of PostgreSQL says what it is. */
  static Damage first(RandomGenerator random) {
    return behind("", 0, random);
  }

  @Override
  public synchronized byte[] apply(byte[] bytes) {
    int at = find(bytes);
    if (at >= 0) {
      bytes[at] ^= (byte) (1 << random.nextInt(7)); // one bit: the most that TCP would not notice
      done.incrementAndGet();
    }
    return bytes;
  }

  /** How many bytes it has changed. */
  int done() {
    return done.get();
  }

  private int find(byte[] bytes) {
    for (int i = 0; i + marker.length + after < bytes.length; i++) {
      if (beginsAt(bytes, i)) {
        return i + marker.length + after;
      }
    }
    return -1;
  }

  private boolean beginsAt(byte[] bytes, int at) {
    for (int i = 0; i < marker.length; i++) {
      if (bytes[at + i] != marker[i]) {
        return false;
      }
    }
    return true;
  }
}
