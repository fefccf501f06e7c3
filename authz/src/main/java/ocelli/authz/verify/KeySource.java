package ocelli.authz.verify;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * Where keys come from: a folder ({@link FileKeySource}), a mounted secret, or memory. What it
 * gives may change while a service runs, so nobody keeps a {@link KeySet} for longer than one call.
 */
public interface KeySource {
  /** The keys as last read. */
  KeySet keys();

  /**
   * The keys, read anew where they may have changed; called when a token names a key that {@link
   * #keys()} does not have, so it must be cheap when nothing changed.
   */
  KeySet refreshed();

  /** Keys of full size made in memory: gone with the process. */
  static KeySource generated() {
    return generated(GeneratedKeys.AUTHORISATION_BITS);
  }

  /**
   * Keys made in memory.
   *
   * @param rsaBits size of the signing keys; 2048 makes tests quick
   */
  static KeySource generated(int rsaBits) {
    KeySet keys = new GeneratedKeys(new SecureRandom()).fresh(rsaBits, Clock.systemUTC().instant());
    return new KeySource() {
      @Override
      public KeySet keys() {
        return keys;
      }

      @Override
      public KeySet refreshed() {
        return keys;
      }
    };
  }
}
