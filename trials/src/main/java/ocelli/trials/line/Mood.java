package ocelli.trials.line;

import java.util.random.RandomGenerator;

/** The trouble that a line is in now. Thread-safe. */
final class Mood {
  private final RandomGenerator random;
  private Trouble trouble = new Trouble.None();

  Mood(RandomGenerator random) {
    this.random = random;
  }

  synchronized void be(Trouble other) {
    trouble = other;
    notifyAll();
  }

  synchronized Trouble now() {
    return trouble;
  }

  synchronized void awaitOther(Trouble than) throws InterruptedException {
    while (trouble == than) {
      wait();
    }
  }

  synchronized double random() {
    return random.nextDouble();
  }
}
