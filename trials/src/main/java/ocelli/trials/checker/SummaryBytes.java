package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * I6: the same inputs give the same summary bytes. Two summaries have the same inputs where their
 * images show the same pictures in the same order; then nothing may differ but the images' ids and
 * times. And one id has one content, whenever and however often it comes.
 */
final class SummaryBytes implements Invariant {
  private static final Pattern IMAGE =
      Pattern.compile("\"image\":\"([0-9a-f]{32})\",\"acceptedAtMicros\":\"\\d+\"");
  private static final Pattern TIME = Pattern.compile("\"acceptedAtMicros\":\"\\d+\"");
  // Closed by count: one that time closed may have been told less.
  private static final Pattern COMPLETE =
      Pattern.compile("\"closedBy\":\"complete\",\"revision\":0,");

  @Override
  public String name() {
    return "I6";
  }

  @Override
  public String promise() {
    return "the same inputs give the same summary bytes";
  }

  @Override
  public List<String> violations(History history, Bounds bounds) {
    Map<String, Integer> pictures = new HashMap<>();
    history.attempts().forEach(a -> pictures.put(a.image(), a.picture()));
    Map<String, Said> byInputs = new HashMap<>();
    Map<String, Said> byId = new HashMap<>();
    List<String> differing = new ArrayList<>();
    for (Entry.Client client : history.clients()) {
      List<Message> all = history.reference(client).map(Reading::messages).orElse(List.of());
      for (Message message : all) {
        String id = client.name() + " " + message.id();
        compare(byId, id, new Said(message.name(), message.data()), differing);
        if (message.isSummary() && COMPLETE.matcher(message.data()).find()) {
          String inputs = client.tasks() + inputs(message, pictures);
          compare(byInputs, inputs, new Said(message.name(), normal(message)), differing);
        }
      }
    }
    return differing;
  }

  private record Said(String name, String content) {}

  private static void compare(
      Map<String, Said> known, String key, Said said, List<String> differing) {
    Said first = known.putIfAbsent(key, said);
    if (first != null && !first.content().equals(said.content())) {
      differing.add(said.name() + " says other than " + first.name() + " of the same inputs");
    }
  }

  private static String inputs(Message summary, Map<String, Integer> pictures) {
    StringBuilder inputs = new StringBuilder();
    Matcher images = IMAGE.matcher(summary.data());
    while (images.find()) {
      inputs.append(' ').append(pictures.getOrDefault(images.group(1), -1));
    }
    return inputs.toString();
  }

  /** Its data with each image's id replaced by its place, and without times. */
  private static String normal(Message summary) {
    String data = summary.data();
    Matcher images = IMAGE.matcher(summary.data());
    for (int place = 0; images.find(); place++) {
      data = data.replace(images.group(1), "#" + place);
    }
    return TIME.matcher(data).replaceAll("");
  }
}
