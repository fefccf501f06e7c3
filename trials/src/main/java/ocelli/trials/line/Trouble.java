package ocelli.trials.line;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What a line does to the bytes that it carries. */
public sealed interface Trouble {

  /** Passes bytes on, one way of one connection. Blocks as long as the line takes. */
  void pass(Passage passage, byte[] bytes) throws IOException, InterruptedException;

  /** One way of one connection. */
  interface Passage {
    /** Whether it carries what the one who was called says. */
    boolean isAnswer();

    void write(byte[] bytes) throws IOException;

    /** Ends the connection at both ends with a RST: what was on its way is lost. */
    void reset() throws IOException;

    /** Waits until the line is in another trouble, or in none. */
    void awaitOther(Trouble trouble) throws InterruptedException;

    /** From 0 to 1, of the line's seed. */
    double random();
  }

  /** None: it carries them. */
  record None() implements Trouble {
    @Override
    public void pass(Passage passage, byte[] bytes) throws IOException {
      passage.write(bytes);
    }
  }

  /**
   * It takes its time, each way. What comes meanwhile goes with the next.
   *
   * @param fixed at least
   * @param jitter at most this much more, at random
   */
  record Latency(Duration fixed, Duration jitter) implements Trouble {
    @Override
    public void pass(Passage passage, byte[] bytes) throws IOException, InterruptedException {
      long more = (long) (passage.random() * jitter.toNanos());
      TimeUnit.NANOSECONDS.sleep(fixed.toNanos() + more);
      passage.write(bytes);
    }
  }

  /**
   * Every connection is reset in the midst of its next answer: what was asked for has been done.
   *
   * @param after so many bytes of what is read of it at once, which still arrive
   */
  record Resets(int after) implements Trouble {
    @Override
    public void pass(Passage passage, byte[] bytes) throws IOException {
      if (!passage.isAnswer()) {
        passage.write(bytes);
        return;
      }
      passage.write(Arrays.copyOf(bytes, Math.min(after, bytes.length - 1)));
      passage.reset();
    }
  }

  /** Connections are made and stay open, and nobody hears anything until the trouble is over. */
  record HalfOpen() implements Trouble {
    @Override
    public void pass(Passage passage, byte[] bytes) throws IOException, InterruptedException {
      passage.awaitOther(this);
      passage.write(bytes);
    }
  }

  /**
   * A few bytes at a time.
   *
   * @param bytes at most so many at once
   * @param pause after each
   */
  record Slices(int bytes, Duration pause) implements Trouble {
    @Override
    public void pass(Passage passage, byte[] all) throws IOException, InterruptedException {
      for (int from = 0; from < all.length; from += bytes) {
        passage.write(Arrays.copyOfRange(all, from, Math.min(all.length, from + bytes)));
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
  }

  /**
   * Answers arrive with other bytes than were sent; TCP's checksum holds all the same.
   *
   * @param damage of what was read at once; of the same length
   */
  record WrongBytes(UnaryOperator<byte[]> damage) implements Trouble {
    @Override
    public void pass(Passage passage, byte[] bytes) throws IOException {
      passage.write(passage.isAnswer() ? damage.apply(bytes.clone()) : bytes);
    }
  }
}
