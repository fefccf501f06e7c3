package ocelli.client.demo;

import java.util.List;

/**
 * A promise and whether it was kept.
 *
 * @param promise in words
 * @param kept whether
 * @param detail what was counted, or what is wrong
 */
record Check(String promise, boolean kept, String detail) {

  /** Kept when nothing is wrong. */
  static Check none(String promise, List<String> wrong, String counted) {
    return wrong.isEmpty()
        ? new Check(promise, true, counted)
        : new Check(promise, false, shortened(wrong));
  }

  /** Kept when there is something and nothing is wrong with it. */
  static Check some(String promise, List<String> wrong, int counted, String things) {
    return counted == 0
        ? new Check(promise, false, "nothing came")
        : none(promise, wrong, counted + " " + things);
  }

  private static String shortened(List<String> wrong) {
    int shown = Math.min(wrong.size(), 4);
    String more = wrong.size() > shown ? " and " + (wrong.size() - shown) + " more" : "";
    return String.join("; ", wrong.subList(0, shown)) + more;
  }
}
