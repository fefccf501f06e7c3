package ocelli.summaries.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import ocelli.codes.v1m0.Code;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.Summary;

/** Says what the images of a segment say together. The same inputs give the same bytes. */
final class Composer {
  private static final double CENTS = 100;

  private Composer() {}

  static Summary compose(Gathered gathered, ClosedBy closedBy, int segment, int revision) {
    List<Seen> images = gathered.inOrder().stream().map(Seen::of).toList();
    OptionalInt best = BestImage.among(images);
    Summary.Builder summary =
        Summary.newBuilder()
            .setClosedBy(closedBy.text())
            .setSegment(segment)
            .setRevision(revision)
            .setDeclared(gathered.declared())
            .addAllPersons(Persons.in(images))
            .addAllCodes(codes(images))
            .setText(text(images));
    images.forEach(image -> summary.addImages(image(image)));
    best.ifPresent(place -> summary.setBestImage(images.get(place).id()));
    summary.setSentence(Sentence.of(summary, images, best));
    return Fitting.fit(summary.build());
  }

  private static Image image(Seen seen) {
    Image.Builder image =
        Image.newBuilder()
            .setImage(seen.id())
            .setAcceptedAtMicros(seen.known().getAcceptedAtMicros())
            .addAllFailed(KnownImages.failed(seen.known()))
            .addAllUnanswered(KnownImages.unanswered(seen.known()));
    seen.faces().ifPresent(faces -> image.setFaces(faces.size()));
    seen.text().ifPresent(image::setText);
    seen.codes().ifPresent(codes -> image.setCodes(codes.size()));
    seen.quality().ifPresent(quality -> image.setSharpness(rounded(quality.getSharpness())));
    return image.build();
  }

  /** Two decimals: more say nothing of sharpness and fill the message. */
  private static double rounded(double sharpness) {
    return Math.rint(sharpness * CENTS) / CENTS;
  }

  static String text(List<Seen> images) {
    return joined(images.stream().flatMap(image -> image.text().stream()).toList());
  }

  /** Texts one after the other, each ended by a line feed. */
  static String joined(List<String> texts) {
    return texts.stream()
        .filter(text -> !text.isBlank())
        .map(text -> text.endsWith("\n") ? text : text + "\n")
        .collect(Collectors.joining());
  }

  private static Iterable<Code> codes(List<Seen> images) {
    Map<String, Code> distinct = new LinkedHashMap<>();
    for (Seen image : images) {
      image.codes().stream()
          .flatMap(List::stream)
          .forEach(
              code ->
                  distinct.putIfAbsent(
                      code.getSymbology() + " " + code.getText(),
                      Code.newBuilder()
                          .setSymbology(code.getSymbology())
                          .setText(code.getText())
                          .build()));
    }
    return distinct.values();
  }
}
