package ocelli.authz.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What becomes of a list of keys when its time has come, oldest first: retired ones, the previous,
 * the current, the next. The next becomes the current, so everybody has known it for a while; the
 * one before the previous retires, which nobody has used for as long; and what has been retired for
 * {@link FileKeySource#RETIRED} goes.
 *
 * @param retiredAt of a key
 * @param retire the key, retired at a time
 */
record Rotation<K>(Function<K, Optional<Instant>> retiredAt, BiFunction<K, Instant, K> retire) {
  private static final int LIVE = 3; // ARCHITECTURE, Tokens: three live at the door

  static final Rotation<SharedKey> SHARED =
      new Rotation<>(
          SharedKey::retiredAt, (key, at) -> new SharedKey(key.kid(), key.key(), Optional.of(at)));

  static final Rotation<PublicSigningKey> SIGNING =
      new Rotation<>(
          PublicSigningKey::retiredAt,
          (key, at) -> new PublicSigningKey(key.kid(), key.key(), Optional.of(at)));

  /** The keys with one more. */
  List<K> with(List<K> keys, K next, Instant now) {
    List<K> all = new ArrayList<>(kept(keys, now));
    all.add(next);
    for (int i = 0; i < all.size() - LIVE; i++) {
      if (retiredAt.apply(all.get(i)).isEmpty()) {
        all.set(i, retire.apply(all.get(i), now));
      }
    }
    return all;
  }

  /** The keys without those that nothing can need any more. */
  List<K> kept(List<K> keys, Instant now) {
    Instant last = now.minus(FileKeySource.RETIRED);
    return keys.stream()
        .filter(key -> retiredAt.apply(key).filter(at -> at.isBefore(last)).isEmpty())
        .toList();
  }

  /** Whether a time has come. */
  static boolean isDue(Instant since, Duration period, Instant now) {
    return !now.isBefore(since.plus(period));
  }
}
