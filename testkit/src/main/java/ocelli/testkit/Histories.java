package ocelli.testkit;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Simulated histories, each of a seed. 1,000 of them in the tests; {@code
 * -Docelli.histories=100000} is the long form, {@code -Docelli.history=SEED} replays one that
 * failed.
 */
public final class Histories {
  private static final int TESTED = 1_000; // issue 4: at least, of at least 200 steps

  private Histories() {}

  /**
   * Lives through each of them.
   *
   * @param history from its seed; throws where something broke
   */
  public static void each(LongConsumer history) {
    seeds().forEach(seed -> live(history, seed));
  }

  private static LongStream seeds() {
    Long one = Long.getLong("ocelli.history");
    return one != null
        ? LongStream.of(one)
        : LongStream.rangeClosed(1, Integer.getInteger("ocelli.histories", TESTED));
  }

  private static void live(LongConsumer history, long seed) {
    try {
      history.accept(seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("again with -Docelli.history=" + seed, e);
    }
  }
}
