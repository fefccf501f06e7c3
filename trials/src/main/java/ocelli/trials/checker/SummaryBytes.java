package ocelli.trials.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * I6: the same inputs give the same summary bytes. Two summaries have the same inputs where their
 * images show the same pictures in the same order; then nothing may differ but the images' ids and
 * times. And one id has one content, whenever and however often it comes.
 */
final class SummaryBytes implements Invariant {
  // When an image came, and how often its transaction was summed up before, are no inputs.
  private static final Pattern CIRCUMSTANCES =
      Pattern.compile("\"acceptedAtMicros\":\"\\d+\"|\"revision\":\\d+");

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
        if (message.isComplete()) { // one that time closed may have been told less
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
    summary.listed().forEach(i -> inputs.append(' ').append(pictures.getOrDefault(i, -1)));
    return inputs.toString();
  }

  /** Its data with each image's id replaced by its place, and without what is no input. */
  private static String normal(Message summary) {
    String data = summary.data();
    List<String> images = summary.listed();
    for (int place = 0; place < images.size(); place++) {
      data = data.replace(images.get(place), "#" + place);
    }
    return CIRCUMSTANCES.matcher(data).replaceAll("");
  }
}
