package ocelli.summaries.core;

import java.util.List;
import java.util.OptionalInt;
import ocelli.summaries.journal.v1m0.Quality;

/** Which image is the sharpest and best exposed. */
final class BestImage {
  private static final double MID_GREY = 127.5;

  private BestImage() {}

  /**
   * Its place among the images, from 0; the earliest of equals; empty where no quality is known.
   */
  static OptionalInt among(List<Seen> images) {
    int best = -1;
    double bestScore = -1;
    for (int i = 0; i < images.size(); i++) {
      double score = images.get(i).quality().map(BestImage::score).orElse(-1.0);
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /** Exposure halves sharpness at most: a white page is bright by right. */
  private static double score(Quality quality) {
    double offMiddle = Math.min(1, Math.abs(quality.getBrightness() - MID_GREY) / MID_GREY);
    return quality.getSharpness() * (1 - offMiddle / 2);
  }
}
