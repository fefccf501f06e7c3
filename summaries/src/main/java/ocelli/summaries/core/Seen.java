package ocelli.summaries.core;

import java.util.List;
import java.util.Optional;
import ocelli.summaries.journal.v1m0.Code;
import ocelli.summaries.journal.v1m0.Face;
import ocelli.summaries.journal.v1m0.KnownImage;
import ocelli.summaries.journal.v1m0.Quality;

/**
 * An image with what its whole answers say.
 *
 * @param known all that is known of it
 * @param faces empty where faces did not answer or may not be shown; likewise the others
 * @param text in reading order
 * @param codes by place
 * @param quality how good it is
 */
record Seen(
    KnownImage known,
    Optional<List<Face>> faces,
    Optional<String> text,
    Optional<List<Code>> codes,
    Optional<Quality> quality) {

  static Seen of(KnownImage image) {
    Answers answers = new Answers(image);
    return new Seen(image, answers.faces(), answers.text(), answers.codes(), answers.quality());
  }

  String id() {
    return known.getImage();
  }
}
