package ocelli.trials.checker;

import java.util.List;

/**
 * What one reader of the firehose got, over all its connections.
 *
 * @param from the cursor after which it began, -1 from the earliest on
 * @param lines in the order of arrival
 * @param complete whether it read to the end
 */
record Reading(String reader, String client, long from, List<Line> lines, boolean complete) {
  Reading {
    lines = List.copyOf(lines);
  }

  /** A message and when it came. */
  record Line(long at, Message message) {}

  List<Message> messages() {
    return lines.stream().map(Line::message).toList();
  }

  /** All there is: what the others are compared with. */
  boolean isReference() {
    return from < 0 && complete;
  }
}
