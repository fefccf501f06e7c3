package ocelli.trials.accuracy;

import java.util.random.RandomGenerator;

/**
 * How a page looks.
 *
 * @param font its letters
 * @param points size of the letters, 8 to 14
 * @param columns 1 or 2
 * @param tilt degrees clockwise, up to 5 either way
 * @param noise standard deviation of grey values; 0 is clean
 * @param paper grey value of the paper
 * @param ink grey value of the letters
 * @param form {@code png} or {@code jpg}
 */
record PageStyle(
    TrueTypeFont font,
    int points,
    int columns,
    double tilt,
    double noise,
    int paper,
    int ink,
    String form) {

  private static final int MOST_TILT = 5;

  /** A clean page: straight, black on white, without noise. */
  static PageStyle clean(TrueTypeFont font, int points, int columns) {
    return new PageStyle(font, points, columns, 0, 0, 255, 0, "png");
  }

  /** A page as a scanner or a camera gives it: tilted, noisy, grey, compressed. */
  static PageStyle worn(TrueTypeFont font, int points, int columns, RandomGenerator random) {
    return new PageStyle(
        font,
        points,
        columns,
        random.nextDouble(-MOST_TILT, MOST_TILT),
        random.nextDouble(2, 18),
        random.nextInt(215, 256),
        random.nextInt(0, 70),
        random.nextBoolean() ? "png" : "jpg");
  }

  /** Whether nothing was done to it. */
  boolean isClean() {
    return tilt == 0 && noise == 0;
  }

  /** For the table of the worst. */
  String describe() {
    return String.format(
        java.util.Locale.ROOT,
        "%s %d pt, %d column(s), tilt %.1f, noise %.0f, %s",
        font.name(),
        points,
        columns,
        tilt,
        noise,
        form);
  }
}
