package ocelli.summaries.core;

import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import ocelli.summaries.journal.v1m0.KnownImage;
import ocelli.summaries.journal.v1m0.Part;

/**
 * Joins what is known of an image. The join is commutative, associative and idempotent: that is why
 * neither order nor repetition of inputs matters.
 */
final class KnownImages {
  private static final Comparator<ByteString> BY_BYTES =
      ByteString.unsignedLexicographicalComparator();
  private static final Comparator<Part> LARGER =
      Comparator.comparingInt(Part::getCount).thenComparing(part -> part.toByteString(), BY_BYTES);

  private KnownImages() {}

  /** The order of acceptance. */
  static final Comparator<KnownImage> BY_ACCEPTANCE =
      Comparator.comparingLong(KnownImage::getAcceptedAtMicros).thenComparing(KnownImage::getImage);

  static KnownImage join(KnownImage one, KnownImage other, Conflicts conflicts) {
    if (one.getAcceptedAtMicros() != other.getAcceptedAtMicros()) {
      conflicts.found("accepted-at");
    }
    if (!one.getExpectedTasksList().equals(other.getExpectedTasksList())) {
      conflicts.found("expected-tasks");
    }
    return KnownImage.newBuilder()
        .setImage(one.getImage())
        .setAcceptedAtMicros(Math.max(one.getAcceptedAtMicros(), other.getAcceptedAtMicros()))
        .addAllExpectedTasks(union(one.getExpectedTasksList(), other.getExpectedTasksList()))
        .addAllParts(parts(one, other, conflicts))
        .addAllFailedTasks(union(one.getFailedTasksList(), other.getFailedTasksList()))
        .build();
  }

  private static Collection<String> union(List<String> one, List<String> other) {
    TreeSet<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static Collection<Part> parts(KnownImage one, KnownImage other, Conflicts conflicts) {
    TreeMap<String, Part> byPlace = new TreeMap<>();
    Stream.concat(one.getPartsList().stream(), other.getPartsList().stream())
        .forEach(part -> byPlace.merge(place(part), part, (a, b) -> larger(a, b, conflicts)));
    return byPlace.values();
  }

  private static String place(Part part) {
    return String.format("%s/%010d", part.getTask(), part.getIndex());
  }

  private static Part larger(Part one, Part other, Conflicts conflicts) {
    if (one.equals(other)) {
      return one;
    }
    conflicts.found("answer");
    return LARGER.compare(one, other) >= 0 ? one : other;
  }

  /** A task's answer by index, where all its parts are here; otherwise empty. */
  static Optional<List<Part>> whole(KnownImage image, String task) {
    List<Part> parts =
        image.getPartsList().stream().filter(part -> part.getTask().equals(task)).toList();
    int count = parts.stream().mapToInt(Part::getCount).max().orElse(0);
    return count > 0
            && parts.stream().filter(part -> isPlace(part.getIndex(), count)).count() == count
        ? Optional.of(parts)
        : Optional.empty();
  }

  /** An index of an unsigned field may be negative in Java. */
  private static boolean isPlace(int index, int count) {
    return 0 <= index && index < count;
  }

  /** The tasks whose answers are whole, sorted. */
  static List<String> answeredTasks(KnownImage image) {
    return image.getPartsList().stream()
        .map(Part::getTask)
        .distinct()
        .filter(task -> whole(image, task).isPresent())
        .toList();
  }

  /** The expected tasks that neither answered nor failed, sorted. */
  static List<String> unanswered(KnownImage image) {
    List<String> answered = answeredTasks(image);
    return image.getExpectedTasksList().stream()
        .filter(task -> !answered.contains(task) && !image.getFailedTasksList().contains(task))
        .toList();
  }

  /** The tasks that failed and did not answer either, sorted. */
  static List<String> failed(KnownImage image) {
    List<String> answered = answeredTasks(image);
    return image.getFailedTasksList().stream().filter(task -> !answered.contains(task)).toList();
  }
}
