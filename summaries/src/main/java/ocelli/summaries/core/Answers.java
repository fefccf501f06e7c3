package ocelli.summaries.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ocelli.summaries.journal.v1m0.Code;
import ocelli.summaries.journal.v1m0.Face;
import ocelli.summaries.journal.v1m0.KnownImage;
import ocelli.summaries.journal.v1m0.Part;
import ocelli.summaries.journal.v1m0.Quality;

/**
 * What whole answers say of an image; empty where the task did not answer or may not be shown.
 * Where two versions of a task answered, the later version's answer counts.
 */
final class Answers {
  private final List<List<Part>> whole;

  Answers(KnownImage image) {
    this.whole =
        KnownImages.answeredTasks(image).stream()
            .flatMap(task -> KnownImages.whole(image, task).stream())
            .toList();
  }

  Optional<List<Face>> faces() {
    return of(Part.ContentCase.FACES)
        .map(parts -> flat(parts, part -> part.getFaces().getFacesList().stream()));
  }

  Optional<String> text() {
    return of(Part.ContentCase.TEXT)
        .map(parts -> String.join("", parts.stream().map(Part::getText).toList()));
  }

  Optional<List<Code>> codes() {
    return of(Part.ContentCase.CODES)
        .map(parts -> flat(parts, part -> part.getCodes().getCodesList().stream()));
  }

  Optional<Quality> quality() {
    return of(Part.ContentCase.QUALITY).map(parts -> parts.get(0).getQuality());
  }

  private Optional<List<Part>> of(Part.ContentCase content) {
    return whole.stream()
        .filter(parts -> parts.stream().allMatch(part -> part.getContentCase() == content))
        .reduce((earlier, later) -> later);
  }

  private static <T> List<T> flat(
      List<Part> parts, java.util.function.Function<Part, Stream<T>> items) {
    return parts.stream().flatMap(items).toList();
  }
}
