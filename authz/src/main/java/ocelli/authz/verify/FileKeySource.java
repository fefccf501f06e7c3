package ocelli.authz.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keys in a folder: files of mode 600 in a folder of mode 700. A service that is to hold fewer keys
 * is given a folder with fewer files: private keys and the webhook master key may be missing.
 */
public final class FileKeySource implements KeySource {
  /** How long a retired key goes on verifying records: the 7 days of a record and one to spare. */
  public static final Duration RETIRED = Duration.ofDays(8); // ARCHITECTURE, Tokens

  private static final int LIVE = 3; // ARCHITECTURE, Tokens: three live at the door
  private static final Duration ROTATION = Duration.ofDays(1); // ARCHITECTURE, Tokens: daily

  private final KeyFolder folder;
  private final GeneratedKeys generated = new GeneratedKeys(new SecureRandom());
  private final ReentrantLock changing = new ReentrantLock();
  private volatile KeyFolder.Content content;

  private FileKeySource(KeyFolder folder, KeyFolder.Content content) {
    this.folder = folder;
    this.content = content;
  }

  /** Opens the folder; makes it and all keys where it is not there. */
  public static FileKeySource openOrCreate(Path directory) {
    KeyFolder folder = new KeyFolder(directory);
    if (!folder.exists()) {
      Instant now = Clock.systemUTC().instant();
      KeySet keys =
          new GeneratedKeys(new SecureRandom()).fresh(GeneratedKeys.AUTHORISATION_BITS, now);
      folder.write(keys, now);
    }
    FileKeySource source = open(directory);
    if (source.isOwner() && source.keys().capability().isEmpty()) {
      folder.addCapability(new GeneratedKeys(new SecureRandom()).mac());
      return open(directory);
    }
    return source;
  }

  /** Whether it holds all that a rotation writes back: only such a source rotates. */
  private boolean isOwner() {
    KeySet keys = keys();
    return keys.authorisationSigner().isPresent()
        && keys.authenticationSigner().isPresent()
        && keys.webhookMaster().isPresent();
  }

  /**
   * Opens a folder that another made.
   *
   * @throws IllegalStateException where it holds no keys
   */
  public static FileKeySource open(Path directory) {
    KeyFolder folder = new KeyFolder(directory);
    if (!Files.isDirectory(directory) || !folder.exists()) {
      throw new IllegalStateException("no keys in " + directory + ": keys.json is missing");
    }
    return new FileKeySource(folder, folder.read());
  }

  @Override
  public KeySet keys() {
    return content.keys();
  }

  @Override
  public KeySet refreshed() {
    if (!folder.stamp().equals(content.stamp())) {
      content = folder.read();
    }
    return content.keys();
  }

  /**
   * Brings in a new shared key once a day: the next becomes the current, the oldest live one
   * retires, and what has been retired for {@link #RETIRED} is deleted.
   *
   * @return whether it was due
   */
  public boolean rotateIfDue(Instant now) {
    changing.lock();
    try {
      if (now.isBefore(content.rotatedAt().plus(ROTATION))) {
        return false;
      }
      folder.write(rotated(refreshed(), now), now);
      content = folder.read();
      return true;
    } finally {
      changing.unlock();
    }
  }

  private KeySet rotated(KeySet keys, Instant now) {
    List<SharedKey> shared = new ArrayList<>(keys.encryption());
    shared.removeIf(
        key -> key.retiredAt().filter(at -> at.isBefore(now.minus(RETIRED))).isPresent());
    shared.add(generated.shared(now));
    for (int i = 0; i < shared.size() - LIVE; i++) {
      SharedKey key = shared.get(i);
      shared.set(i, new SharedKey(key.kid(), key.key(), Optional.of(key.retiredAt().orElse(now))));
    }
    return new KeySet(
        keys.authorisation(),
        keys.authentication(),
        shared,
        keys.authorisationSigner(),
        keys.authenticationSigner(),
        keys.webhookMaster(),
        keys.capability());
  }
}
