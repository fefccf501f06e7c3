package ocelli.summaries.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringTokenizer;
import java.util.TreeMap;
import ocelli.codes.v1m0.Code;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.SummaryOrBuilder;

/** A summary in one plain English sentence. */
final class Sentence {
  private static final List<String> ORDINALS =
      List.of(
          "first",
          "second",
          "third",
          "fourth",
          "fifth",
          "sixth",
          "seventh",
          "eighth",
          "ninth",
          "tenth",
          "eleventh",
          "twelfth");

  private Sentence() {}

  static String of(SummaryOrBuilder summary, List<Seen> images, OptionalInt best) {
    List<String> findings = new ArrayList<>();
    persons(summary, images).ifPresent(findings::add);
    unnamedFaces(images).ifPresent(findings::add);
    words(summary, images).ifPresent(findings::add);
    findings.addAll(codes(summary, images));
    String said = findings.isEmpty() ? "" : ": " + String.join(", ", findings);
    return counted(images.size(), "image") + said + sharpest(images, best) + missing(summary) + ".";
  }

  private static Optional<String> persons(SummaryOrBuilder summary, List<Seen> images) {
    if (summary.getPersonsCount() == 0) {
      boolean looked = images.stream().anyMatch(image -> image.faces().isPresent());
      boolean none = images.stream().allMatch(image -> image.faces().orElse(List.of()).isEmpty());
      return looked && none ? Optional.of("no faces") : Optional.empty();
    }
    long places =
        summary.getPersonsList().stream()
            .flatMap(person -> person.getSightingsList().stream())
            .map(sighting -> sighting.getImage())
            .distinct()
            .count();
    String persons = counted(summary.getPersonsCount(), "person");
    return Optional.of(images.size() == 1 ? persons : persons + " in " + counted(places, "image"));
  }

  /** Faces whose images' claims do not allow to say whose they are. */
  private static Optional<String> unnamedFaces(List<Seen> images) {
    long faces =
        images.stream()
            .flatMap(image -> image.faces().stream())
            .flatMap(List::stream)
            .filter(face -> face.getEmbeddingCount() == 0)
            .count();
    return faces == 0 ? Optional.empty() : Optional.of(counted(faces, "face"));
  }

  private static Optional<String> words(SummaryOrBuilder summary, List<Seen> images) {
    if (images.stream().noneMatch(image -> image.text().isPresent())) {
      return Optional.empty();
    }
    int words = new StringTokenizer(summary.getText()).countTokens();
    return Optional.of(words == 0 ? "no text" : counted(words, "word"));
  }

  private static List<String> codes(SummaryOrBuilder summary, List<Seen> images) {
    if (images.stream().noneMatch(image -> image.codes().isPresent())) {
      return List.of();
    }
    TreeMap<String, Long> bySymbology = new TreeMap<>();
    summary.getCodesList().forEach(code -> bySymbology.merge(named(code), 1L, Long::sum));
    return bySymbology.isEmpty()
        ? List.of("no codes")
        : bySymbology.entrySet().stream().map(e -> counted(e.getValue(), e.getKey())).toList();
  }

  private static String named(Code code) {
    return code.getSymbology().equals("QR_CODE")
        ? "QR code"
        : code.getSymbology().replace('_', '-') + " code";
  }

  private static String sharpest(List<Seen> images, OptionalInt best) {
    if (images.size() < 2 || best.isEmpty()) {
      return "";
    }
    int place = best.getAsInt();
    return "; the sharpest is "
        + (place < ORDINALS.size() ? "the " + ORDINALS.get(place) : "number " + (place + 1));
  }

  private static String missing(SummaryOrBuilder summary) {
    int failed = summary.getImagesList().stream().mapToInt(Image::getFailedCount).sum();
    int unanswered = summary.getImagesList().stream().mapToInt(Image::getUnansweredCount).sum();
    return (failed == 0 ? "" : "; " + counted(failed, "look") + " failed")
        + (unanswered == 0 ? "" : "; " + counted(unanswered, "answer") + " missing");
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
