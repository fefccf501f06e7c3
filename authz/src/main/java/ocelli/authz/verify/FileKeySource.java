package ocelli.authz.verify;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys in a folder: files of mode 600 in a folder of mode 700. A service that is to hold fewer keys
 * is given a folder with fewer files: private keys and the webhook master key may be missing.
 */
public final class FileKeySource implements KeySource {
  /** How long a retired key goes on verifying records: the 7 days of a record and one to spare. */
  public static final Duration RETIRED = Duration.ofDays(8); // ARCHITECTURE, Tokens

  private static final Duration SHARED_PERIOD = Duration.ofDays(1); // ARCHITECTURE, Tokens: daily
  // A month: far below the year that NIST SP 800-57, 5.3.6, gives a private signature key.
  private static final Duration SIGNING_PERIOD = Duration.ofDays(30);
  private static final Duration LOOK = Duration.ofMinutes(1); // what a look costs: one stat

  private static final Logger LOG = LoggerFactory.getLogger(FileKeySource.class);
  private static final ReentrantLock MAKING = new ReentrantLock(); // file locks are a process's

  private final KeyFolder folder;
  private final GeneratedKeys generated = new GeneratedKeys(new SecureRandom());
  private final ReentrantLock changing = new ReentrantLock();
  private volatile KeyFolder.Content content;
  private final LongSupplier nanos;
  private volatile long lookedAtNanos;

  private FileKeySource(KeyFolder folder, KeyFolder.Content content, LongSupplier nanos) {
    this.folder = folder;
    this.content = content;
    this.nanos = nanos;
    this.lookedAtNanos = nanos.getAsLong();
  }

  /** Opens the folder; makes it and all keys where it is not there. */
  public static FileKeySource openOrCreate(Path directory) {
    KeyFolder folder = new KeyFolder(directory);
    MAKING.lock();
    try {
      if (!folder.exists()) {
        folder.alone(true, () -> create(folder));
      }
    } finally {
      MAKING.unlock();
    }
    FileKeySource source = open(directory);
    if (source.isOwner() && source.keys().capability().isEmpty()) {
      folder.addCapability(new GeneratedKeys(new SecureRandom()).mac());
      return open(directory);
    }
    return source;
  }

  private static void create(KeyFolder folder) {
    if (!folder.exists()) { // another process was first
      Instant now = Clock.systemUTC().instant();
      folder.write(
          new GeneratedKeys(new SecureRandom()).fresh(GeneratedKeys.AUTHORISATION_BITS, now),
          now,
          now);
    }
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
    return open(directory, System::nanoTime);
  }

  static FileKeySource open(Path directory, LongSupplier nanos) {
    KeyFolder folder = new KeyFolder(directory);
    if (!Files.isDirectory(directory) || !folder.exists()) {
      throw new IllegalStateException("no keys in " + directory + ": keys.json is missing");
    }
    return new FileKeySource(folder, folder.read(), nanos);
  }

  /** The keys, no more than a minute behind the folder: no restart is needed for new ones. */
  @Override
  public KeySet keys() {
    long now = nanos.getAsLong();
    if (now - lookedAtNanos > LOOK.toNanos()) {
      lookedAtNanos = now;
      lookAgain();
    }
    return content.keys();
  }

  private void lookAgain() {
    try {
      refreshed();
    } catch (UncheckedIOException e) {
      LOG.warn("The keys cannot be read anew, so those known stay: {}", e.toString());
    }
  }

  @Override
  public KeySet refreshed() {
    if (!folder.stamp().equals(content.stamp())) {
      content = folder.read();
    }
    return content.keys();
  }

  /**
   * Brings in new keys where their time has come: a shared one every day, signing ones every month.
   * Any number of processes may call it; a folder with fewer keys than all is left alone.
   *
   * @return whether anything was due
   */
  public boolean rotateIfDue(Instant now) {
    changing.lock();
    try {
      refreshed();
      return isOwner() && isDue(now) && folder.alone(false, () -> rotate(now));
    } finally {
      changing.unlock();
    }
  }

  private boolean isDue(Instant now) {
    return Rotation.isDue(content.rotatedAt(), SHARED_PERIOD, now);
  }

  private void rotate(Instant now) {
    KeySet keys = refreshed();
    if (!isDue(now)) {
      return; // another process was first
    }
    boolean sign = isSigningDue(keys, now);
    folder.write(
        new KeySet(
            sign
                ? with(keys.authorisation(), generated.authorisation(now), now)
                : Rotation.SIGNING.kept(keys.authorisation(), now),
            sign
                ? with(keys.authentication(), generated.authentication(now), now)
                : Rotation.SIGNING.kept(keys.authentication(), now),
            Rotation.SHARED.with(keys.encryption(), generated.shared(now), now),
            keys.authorisationSigner(),
            keys.authenticationSigner(),
            keys.webhookMaster(),
            keys.capability()),
        now,
        sign ? now : content.signedSince());
    content = folder.read();
  }

  /** At first there is no next one; it comes with the first rotation. */
  private boolean isSigningDue(KeySet keys, Instant now) {
    return keys.authorisation().size() < 2
        || Rotation.isDue(content.signedSince(), SIGNING_PERIOD, now);
  }

  private List<PublicSigningKey> with(
      List<PublicSigningKey> keys, GeneratedKeys.Pair next, Instant now) {
    folder.add(next);
    return Rotation.SIGNING.with(keys, next.open(), now);
  }
}
