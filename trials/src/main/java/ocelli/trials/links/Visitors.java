package ocelli.trials.links;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * The codes that visitors ask for: four in five are links, by Zipf's law with exponent 1; one in
 * ten is no code at all, and one in ten could be one and is nobody's, by the same law.
 */
final class Visitors {
  private static final int IN_TEN_NONSENSE = 1;
  private static final int IN_TEN_NOBODYS = 1;
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final double[] upTo; // the probability of this rank or a lower one
  private final SplittableRandom random;
  private final IntFunction<String> code;

  /**
   * @param links how many there are; codes of ranks above are nobody's
   * @param code by rank
   */
  Visitors(int links, long seed, IntFunction<String> code) {
    this.upTo = zipf(links);
    this.random = new SplittableRandom(seed);
    this.code = code;
  }

  private static double[] zipf(int ranks) {
    double[] upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
    for (int rank = 0; rank < ranks; rank++) {
      upTo[rank] /= sum;
    }
    return upTo;
  }

  /** Writes so many codes, one a line. */
  void write(Path file, int count) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        out.write(next());
        out.write('\n');
      }
    }
  }

  private String next() {
    int dice = random.nextInt(10);
    if (dice < IN_TEN_NONSENSE) {
      return nonsense();
    }
    return code.apply(dice < IN_TEN_NONSENSE + IN_TEN_NOBODYS ? upTo.length + rank() : rank());
  }

  private int rank() {
    int place = Arrays.binarySearch(upTo, random.nextDouble());
    return Math.min(place < 0 ? -place - 1 : place, upTo.length - 1);
  }

  private String nonsense() {
    StringBuilder text = new StringBuilder();
    for (int i = code.apply(0).length(); i > 0; i--) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return text.toString();
  }
}
