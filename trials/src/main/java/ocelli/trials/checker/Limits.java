package ocelli.trials.checker;

import java.util.List;

/** I10: what was measured is within its limit. */
final class Limits implements Invariant {
  @Override
  public String name() {
    return "I10";
  }

  @Override
  public String promise() {
    return "what was measured is within its limit";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    return history.measured().stream()
        .filter(measured -> measured.value() > measured.most())
        .map(m -> "%s: %d, at most %d is allowed".formatted(m.what(), m.value(), m.most()))
        .toList();
  }
}
