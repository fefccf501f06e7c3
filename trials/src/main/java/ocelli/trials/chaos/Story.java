package ocelli.trials.chaos;

import java.util.List;
import java.util.stream.Stream;

/**
 * What happens while the load runs.
 *
 * @param name of its trial
 * @param form of the Ocelli that it is told to
 * @param senders how many clients send
 * @param well how many of them, the first, have endpoints that must get everything in the end
 * @param need without which it is left out
 * @param telling what is done to whom
 */
record Story(String name, Form form, int senders, int well, Need need, Telling telling) {

  /** Returns when the last fault is repaired. */
  @FunctionalInterface
  interface Telling {
    /** Makes the faults. */
    void tell(Stage stage) throws Exception;
  }

  /** Of three clients, all of whom get everything. */
  static Story of(String name, Form form, Telling telling) {
    return new Story(name, form, 3, 3, Need.NOTHING, telling);
  }

  /** The same, left out where the machine lacks something. */
  Story needing(Need other) {
    return new Story(name, form, senders, well, other, telling);
  }

  /** All there are; those of one form follow each other. */
  static List<Story> all() {
    return Stream.of(
            WholeStories.all(),
            ServiceStories.all(), // the first of them does nothing, while the code is cold
            BackendStories.all(),
            MixStory.all(),
            NetworkStories.all(),
            DatabaseStories.all(),
            PoisonStories.all(),
            LineStories.all(),
            DiskStories.all(),
            ClockStories.all())
        .flatMap(List::stream)
        .toList();
  }
}
