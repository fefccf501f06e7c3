package ocelli.runtime;

import java.util.function.BooleanSupplier;

/**
 * A named place between two durable effects, where a test may end the process as a power cut would:
 * at once, no hook run, nothing flushed. {@code -Docelli.halt.at=NAME} ends it there with the exit
 * code {@link #EXIT_CODE}; without it every place is passed at the cost of a look at a final field.
 */
public final class HaltPoint {
  /** What a halted process exits with: 137 is what a killed one shows too (128 + SIGKILL). */
  public static final int EXIT_CODE = 137;

  private static final String AT = System.getProperty("ocelli.halt.at", "");

  private final boolean armed;

  private HaltPoint(boolean armed) {
    this.armed = armed;
  }

  /**
   * A place.
   *
   * @param name service, then what was done last: {@code push-writer-persisted}
   */
  public static HaltPoint named(String name) {
    return new HaltPoint(name.equals(AT));
  }

  /**
   * The process has come here with something in hand.
   *
   * @param marked whether this is what is to end it; asked only where the place is armed
   */
  public void reachedWith(BooleanSupplier marked) {
    if (armed && marked.getAsBoolean()) {
      reached();
    }
  }

  /** The process has come here. */
  public void reached() {
    if (armed) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}
