package ocelli.client.demo;

import java.util.Arrays;
import java.util.Optional;
import ocelli.client.core.Message;
import ocelli.client.json.Json;
import ocelli.client.json.Messages;

/** What looks at an image. */
enum Task {
  FACES("faceextract", "faces"),
  TEXT("ocr", "text"),
  CODES("codes", "codes"),
  QUALITY("quality", "quality");

  private final String service;
  private final String word;

  Task(String service, String word) {
    this.service = service;
    this.word = word;
  }

  String word() {
    return word;
  }

  /** The task that a message is the answer of; empty for a summary. */
  static Optional<Task> of(Message message) {
    String named =
        isFailed(message) ? Json.string(Messages.data(message), "task").orElse("") : message.type();
    return Arrays.stream(values())
        .filter(
            task -> named.startsWith(task.service + ".") || named.startsWith(task.service + "-"))
        .findFirst();
  }

  static boolean isFailed(Message message) {
    return message.type().startsWith("vision.") && message.type().endsWith(".Failed");
  }

  static boolean isSummary(Message message) {
    return message.type().startsWith("summary.");
  }
}
