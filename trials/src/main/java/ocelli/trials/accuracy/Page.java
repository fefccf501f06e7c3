package ocelli.trials.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A page of text and what it says.
 *
 * @param style how it looks
 * @param text its lines, column by column
 * @param image the file
 */
@SuppressWarnings("ArrayRecordComponent") // a file for one look, never compared
record Page(PageStyle style, String text, byte[] image) {
  private static final int DOTS_PER_INCH = 150;
  private static final int POINTS_PER_INCH = 72;

  /** A5: half of A4, so that 48 pages take minutes. */
  private static final int WIDTH = 874;

  private static final int HEIGHT = 1240;
  private static final int MARGIN = 90;
  private static final int GUTTER = 50;

  /** Distance of base lines, in letter sizes: what word processors call single to 1.15. */
  private static final double LEADING = 1.35;

  /** Lines of a page are at most so many, so that short pages occur too. */
  private static final int MOST_LINES = 24;

  static Page draw(PageStyle style, RandomGenerator random) {
    Canvas canvas = new Canvas(WIDTH, HEIGHT, style.paper(), style.tilt());
    canvas.ink(style.ink());
    double pixels = (double) style.points() * DOTS_PER_INCH / POINTS_PER_INCH;
    double column = (WIDTH - 2.0 * MARGIN - GUTTER * (style.columns() - 1)) / style.columns();
    Prose prose = new Prose(random);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < style.columns(); i++) {
      double left = MARGIN + i * (column + GUTTER);
      said.addAll(column(canvas, style.font(), pixels, left, column, prose));
    }
    if (style.noise() > 0) {
      canvas.addNoise(style.noise(), random);
    }
    return new Page(style, String.join("\n", said), canvas.encoded(style.form()));
  }

  private static List<String> column(
      Canvas canvas, TrueTypeFont font, double pixels, double left, double width, Prose prose) {
    List<String> lines = new ArrayList<>();
    List<String> words = new ArrayList<>();
    double base = MARGIN + pixels;
    while (lines.size() < MOST_LINES && base < HEIGHT - MARGIN) {
      while (length(font, pixels, words) < 3 * width) {
        words.addAll(List.of(prose.sentence().split(" ", -1)));
      }
      String line = line(font, pixels, width, words);
      canvas.write(font, pixels, left, base, line);
      lines.add(line);
      base += pixels * LEADING;
    }
    return lines;
  }

  /** Takes as many words as fit. */
  private static String line(TrueTypeFont font, double pixels, double width, List<String> words) {
    int count = 1;
    while (length(font, pixels, words.subList(0, count + 1)) <= width) {
      count++;
    }
    List<String> taken = words.subList(0, count);
    String line = String.join(" ", taken);
    taken.clear();
    return line;
  }

  private static double length(TrueTypeFont font, double pixels, List<String> words) {
    return String.join(" ", words).chars().mapToDouble(c -> font.advance((char) c, pixels)).sum();
  }
}
