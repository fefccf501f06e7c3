package ocelli.client.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.client.core.Message;
import ocelli.client.json.Messages;

/** Judges what the messages say against what is known to be in the samples. */
final class ContentChecks {
  // ocelli.quality.v1m0.Quality: below about 100 it looks blurred.
  private static final double BLURRED_BELOW = 100;

  private final List<Sent> sent;
  private final List<Message> came;

  ContentChecks(List<Sent> sent, List<Message> came) {
    this.sent = List.copyOf(sent);
    this.came = List.copyOf(came);
  }

  List<Check> all() {
    return List.of(failures(), faces(), words(), codes(), quality(), people());
  }

  /** The broken file failed in each task, and nothing else did. */
  private Check failures() {
    List<String> wrong = new ArrayList<>();
    for (Sent image : sent) {
      long failed = of(image).stream().filter(Task::isFailed).map(Message::id).distinct().count();
      long right = image.sample().readable() ? 0 : Task.values().length;
      if (failed != right) {
        wrong.add(image.sample().file() + " failed in " + failed + " tasks, not " + right);
      }
    }
    return Check.none("the broken file is told as such, and only that", wrong, "4 Failed");
  }

  private Check faces() {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Sent image : sent) {
      int faces = of(image, Task.FACES).stream().mapToInt(data -> data.path("faces").size()).sum();
      found += faces;
      image.sample().faces().ifPresent(right -> differ(image, faces, right, wrong));
    }
    return Check.none("faces where there are faces", wrong, found + " faces");
  }

  private static void differ(Sent image, int faces, int right, List<String> wrong) {
    if (faces != right) {
      wrong.add(image.sample().file() + " has " + right + " faces, found " + faces);
    }
  }

  private Check words() {
    List<String> wrong = new ArrayList<>();
    int known = 0;
    for (Sent image : sent) {
      StringBuilder text = new StringBuilder();
      of(image, Task.TEXT).forEach(data -> text.append(data.path("text").asText()));
      known += image.sample().words().size();
      image.sample().words().stream()
          .filter(word -> text.indexOf(word) < 0)
          .forEach(word -> wrong.add(image.sample().file() + " should say " + word));
    }
    return Check.none("text is read right", wrong, known + " known words");
  }

  private Check codes() {
    List<String> wrong = new ArrayList<>();
    int known = 0;
    for (Sent image : sent) {
      List<String> read = new ArrayList<>();
      of(image, Task.CODES)
          .forEach(
              data -> data.path("codes").forEach(code -> read.add(code.path("text").asText())));
      known += image.sample().codes().size();
      if (!read.equals(image.sample().codes())) {
        wrong.add(image.sample().file() + " carries " + image.sample().codes() + ", read " + read);
      }
    }
    return Check.none("codes are read right", wrong, known + " codes");
  }

  /** The badly taken one is told from the others. */
  private Check quality() {
    List<String> wrong = new ArrayList<>();
    for (Sent image : sent) {
      for (JsonNode data : of(image, Task.QUALITY)) {
        double sharpness = data.path("sharpness").asDouble();
        if (sharpness < BLURRED_BELOW != image.sample().blurred()) {
          wrong.add(image.sample().file() + " has sharpness " + Math.round(sharpness));
        }
      }
    }
    return Check.none("the badly taken photo is told as such", wrong, "1 below 100");
  }

  /** Three pictures of one person and one of another make two persons. */
  private Check people() {
    Optional<JsonNode> summary =
        came.stream()
            .filter(Task::isSummary)
            .filter(message -> message.transaction().startsWith(Samples.ONBOARDING))
            .reduce((earlier, later) -> later)
            .map(Messages::data);
    int persons = summary.map(data -> data.path("persons").size()).orElse(0);
    return new Check(
        "the same person is known again",
        persons == Samples.PEOPLE,
        persons + " persons in " + Samples.ONBOARDING + ", " + Samples.PEOPLE + " expected");
  }

  private List<JsonNode> of(Sent image, Task task) {
    return of(image).stream()
        .filter(message -> !Task.isFailed(message))
        .filter(message -> Task.of(message).equals(Optional.of(task)))
        .map(Messages::data)
        .toList();
  }

  private List<Message> of(Sent image) {
    return came.stream()
        .filter(message -> message.image().equals(Optional.of(image.image())))
        .toList();
  }
}
