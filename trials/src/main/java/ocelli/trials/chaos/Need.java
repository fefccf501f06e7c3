package ocelli.trials.chaos;

import java.util.Optional;

/** What a story asks of the machine beside processes and files. */
@FunctionalInterface
interface Need {
  /** Every machine will do. */
  Need NOTHING = Optional::empty;

  /**
   * What is not there or not allowed, as {@code no iptables}; empty where the story can be told.
   */
  Optional<String> missing();
}
