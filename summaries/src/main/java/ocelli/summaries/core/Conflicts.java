package ocelli.summaries.core;

/** Is told when two inputs contradict each other; the larger value has been taken. */
@FunctionalInterface
public interface Conflicts {
  /** For replays, where they were reported before. */
  Conflicts UNHEARD = field -> {};

  /**
   * Reports one.
   *
   * @param field from a small fixed set: of, accepted-at, expected-tasks or answer
   */
  void found(String field);
}
