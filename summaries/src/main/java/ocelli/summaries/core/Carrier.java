package ocelli.summaries.core;

import java.util.Comparator;
import java.util.Optional;
import ocelli.summaries.journal.v1m0.Observed;

/**
 * The image under whose token a summary travels.
 *
 * @param acceptedAtMicros when it was accepted
 * @param image its id
 * @param token its token, which grants a summary
 */
public record Carrier(long acceptedAtMicros, String image, String token) {
  private static final Comparator<Carrier> LATEST =
      Comparator.comparingLong(Carrier::acceptedAtMicros)
          .thenComparing(Carrier::image)
          .thenComparing(Carrier::token);

  /** The image of an input, where its token grants a summary. */
  static Optional<Carrier> of(Observed observed) {
    return observed.getToken().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Carrier(
                observed.getImage().getAcceptedAtMicros(),
                observed.getImage().getImage(),
                observed.getToken()));
  }

  /** The latest-accepted of two. */
  static Optional<Carrier> latest(Optional<Carrier> one, Optional<Carrier> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return LATEST.compare(one.get(), other.get()) >= 0 ? one : other;
  }

  @Override
  public String toString() {
    return "Carrier[" + image + "]"; // never a token in a log
  }
}
