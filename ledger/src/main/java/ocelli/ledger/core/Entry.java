package ocelli.ledger.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;

/**
 * What is known of an image. It only grows: the same sightings give the same entry in any order and
 * however often they come.
 *
 * @param image its id
 * @param client its owner
 * @param transaction that it belongs to
 * @param acceptedAt when it was acknowledged
 * @param expected tasks that each owe an answer, sorted
 * @param summarised whether a summary is owed, too
 * @param answers that were seen, each once, where it was seen first
 */
public record Entry(
    ImageId image,
    ClientId client,
    TransactionId transaction,
    Instant acceptedAt,
    List<String> expected,
    boolean summarised,
    List<Answer> answers) {
  public Entry {
    expected = List.copyOf(expected);
    answers = List.copyOf(answers);
  }

  /** The entry that a sighting opens, before anything else is known. */
  public static Entry opened(Sighting first) {
    return new Entry(
        first.image(),
        first.client(),
        first.transaction(),
        first.acceptedAt(),
        List.of(),
        false,
        List.of());
  }

  /** The entry with what a sighting adds; itself where that adds nothing. */
  public Entry with(Sighting sighting) {
    TreeSet<String> tasks = new TreeSet<>(expected);
    boolean changed = tasks.addAll(sighting.expected());
    boolean owesSummary = summarised || sighting.summarised();
    changed |= owesSummary != summarised;
    List<Answer> all = new ArrayList<>(answers);
    if (sighting.answer().filter(this::isNew).isPresent()) {
      changed |= all.add(sighting.answer().orElseThrow());
    }
    return changed
        ? new Entry(image, client, transaction, acceptedAt, List.copyOf(tasks), owesSummary, all)
        : this;
  }

  private boolean isNew(Answer answer) {
    return answers.stream().noneMatch(answer::repeats);
  }

  /** The answers still owed, delivery before vision, by task; then the summary. */
  public List<Missing> missing() {
    Stream<Missing> tasks =
        Stage.OF_TASKS.stream()
            .flatMap(stage -> expected.stream().map(task -> new Missing(stage, task)));
    Stream<Missing> summary =
        summarised ? Stream.of(new Missing(Stage.SUMMARIES, Answer.SUMMARY)) : Stream.empty();
    return Stream.concat(tasks, summary)
        .filter(owed -> !answered(owed.stage(), owed.task()))
        .toList();
  }

  /** Whether nothing is owed. */
  public boolean complete() {
    return missing().isEmpty();
  }

  /** Whether its tasks owe nothing: at most the summary is missing. */
  public boolean answered() {
    return missing().stream().allMatch(owed -> owed.stage() == Stage.SUMMARIES);
  }

  /** Whether a task's whole answer was seen: all parts of one way to cut it. */
  public boolean answered(Stage stage, String task) {
    List<Answer> parts = answers(stage, task);
    return parts.stream()
        .anyMatch(
            one ->
                parts.stream().filter(part -> part.count() == one.count()).count() == one.count());
  }

  /** The messages on their way to the client, the summary among them, where each was seen first. */
  public List<Answer> delivered() {
    return answers.stream().filter(answer -> answer.stage() != Stage.VISION).toList();
  }

  /** Where its answers go by webhook, sorted. */
  public List<Endpoint> endpoints() {
    return answers.stream()
        .flatMap(answer -> answer.endpoint().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** What was seen of a task's answer. */
  public List<Answer> answers(Stage stage, String task) {
    return answers.stream()
        .filter(answer -> answer.stage() == stage && answer.task().equals(task))
        .toList();
  }
}
