package ocelli.links.visit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ocelli.links.caffeine.PasswordTries;
import ocelli.links.core.Link;
import ocelli.links.core.PasswordHash;

/** Makes and judges the slow hashes of passwords, a bounded number at a time. Thread-safe. */
public final class PasswordCheck {
  private static final int WAITING = 20; // about 4 s of work for the one thread

  private final PasswordTries tries;
  private final Executor slow;
  private final RandomGenerator random;
  private final Semaphore room = new Semaphore(WAITING);

  /** What a password is for a link. */
  enum Verdict {
    RIGHT,
    WRONG,
    THROTTLED,
    BUSY
  }

  /** There is no room for another hash now. */
  public static final class Busy extends RuntimeException {
    Busy() {
      super("too many passwords at a time", null, false, false); // an answer, not a bug
    }
  }

  /**
   * @param slow runs the hashes
   * @param random for salts; a secure one
   */
  public PasswordCheck(PasswordTries tries, Executor slow, RandomGenerator random) {
    this.tries = tries;
    this.slow = slow;
    this.random = random;
  }

  /**
   * The hash of a new password.
   *
   * @return fails with {@link Busy}
   */
  public CompletionStage<PasswordHash> hash(String password) {
    return slowly(() -> PasswordHash.of(password, random));
  }

  CompletionStage<Verdict> judge(Link link, String password) {
    PasswordHash hash = link.password().orElseThrow();
    if (room.availablePermits() == 0) {
      return CompletableFuture.completedFuture(Verdict.BUSY); // costs the visitor no try
    }
    if (!tries.begin(link.code())) {
      return CompletableFuture.completedFuture(Verdict.THROTTLED);
    }
    return slowly(() -> hash.matches(password))
        .handle((right, failure) -> failure != null ? Verdict.BUSY : verdict(link, right));
  }

  private Verdict verdict(Link link, boolean right) {
    if (right) {
      tries.right(link.code());
    }
    return right ? Verdict.RIGHT : Verdict.WRONG;
  }

  private <T> CompletionStage<T> slowly(Supplier<T> work) {
    if (!room.tryAcquire()) {
      return CompletableFuture.failedFuture(new Busy());
    }
    return CompletableFuture.supplyAsync(work, slow).whenComplete((done, e) -> room.release());
  }
}
