package ocelli.summaries.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ocelli.summaries.journal.v1m0.KnownImage;
import ocelli.summaries.journal.v1m0.Observed;

/**
 * All that is known of a segment of a transaction.
 *
 * @param images by id
 * @param declared how many images the client declared; 0 where it did not
 * @param ended whether the client said that no more come
 * @param firstMicros log time of the first input
 * @param lastMicros log time of the last input
 * @param carrier whose token a summary travels under; empty where no image's claims grant one
 */
public record Gathered(
    Map<String, KnownImage> images,
    int declared,
    boolean ended,
    long firstMicros,
    long lastMicros,
    Optional<Carrier> carrier) {

  static Gathered from(long logTimeMicros) {
    return new Gathered(Map.of(), 0, false, logTimeMicros, logTimeMicros, Optional.empty());
  }

  /** This with one input more; equal content where it said nothing new. */
  Gathered with(Observed observed, Conflicts conflicts) {
    int of = observed.getDeclared();
    if (declared != 0 && of != 0 && declared != of) {
      conflicts.found("of");
    }
    return new Gathered(
        observed.hasImage() ? joined(observed.getImage(), conflicts) : images,
        Math.max(declared, of),
        ended || observed.getEnded(),
        Math.min(firstMicros, observed.getLogTimeMicros()),
        Math.max(lastMicros, observed.getLogTimeMicros()),
        Carrier.latest(carrier, Carrier.of(observed)));
  }

  private Map<String, KnownImage> joined(KnownImage image, Conflicts conflicts) {
    KnownImage known = images.get(image.getImage());
    KnownImage joined = known == null ? image : KnownImages.join(known, image, conflicts);
    if (joined.equals(known)) {
      return images;
    }
    Map<String, KnownImage> all = new TreeMap<>(images);
    all.put(joined.getImage(), joined);
    return all;
  }

  /** Whether every image that is known was answered by all its tasks. */
  boolean answered() {
    return images.values().stream().allMatch(image -> KnownImages.unanswered(image).isEmpty());
  }

  /** Whether both say the same to a reader of the summary. */
  boolean sameContent(Gathered other) {
    return declared == other.declared && images.equals(other.images);
  }

  /** The images in the order of their acceptance. */
  List<KnownImage> inOrder() {
    return images.values().stream().sorted(KnownImages.BY_ACCEPTANCE).toList();
  }
}
