package ocelli.trials.checker;

import java.util.List;

/** Something that is true of every log of a good Ocelli. */
interface Invariant {
  /** Its name in the issue and in the table: I1 to I8. */
  String name();

  /** What it promises, for people. */
  String promise();

  /** What breaks it, each for a person to look up in the log; empty where it holds. */
  List<String> violations(History history, Bounds bounds);
}
