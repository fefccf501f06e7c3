package ocelli.trials.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import ocelli.ocr.v1m0.Text;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;

/** Reads drawn pages and counts the characters that came out wrong. */
final class TextTrial {
  private static final String[] FONTS = {
    "DejaVuSans",
    "DejaVuSerif",
    "DejaVuSansMono",
    "LiberationSans-Regular",
    "LiberationSerif-Regular",
    "Caladea-Regular",
    "Carlito-Regular"
  };

  /** Every font at each of these sizes, in points. */
  private static final int[] SIZES = {8, 9, 10, 11, 12, 14};

  private static final int PAGES = 42;
  private static final int CHARACTERS = 20_000;

  /** The limits of the product's requirements, in errors for each character. */
  private static final double LIMIT = 0.015;

  private static final double CLEAN_LIMIT = 0.005;

  private TextTrial() {}

  private record Outcome(PageStyle style, CharacterErrors errors, long nanos) {}

  static void run(long seed, VisionBackend backend, Report report) {
    List<Outcome> outcomes = new ArrayList<>();
    try (VisionEngine engine = backend.open(VisionTasks.OCR)) {
      for (int i = 0; i < PAGES; i++) {
        outcomes.add(read(engine, page(seed, i)));
      }
    }
    report(outcomes, report);
  }

  /** Every second page is clean; columns change with the fonts. */
  private static Page page(long seed, int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    TrueTypeFont font = TrueTypeFont.read(FONTS[number % FONTS.length]);
    int points = SIZES[number / FONTS.length % SIZES.length];
    int columns = 1 + random.nextInt(2);
    PageStyle style =
        number % 2 == 0
            ? PageStyle.clean(font, points, columns)
            : PageStyle.worn(font, points, columns, random);
    return Page.draw(style, random);
  }

  private static Outcome read(VisionEngine engine, Page page) {
    long start = System.nanoTime();
    Seen seen = engine.look(page.image(), EngineRequest.PLAIN);
    long nanos = System.nanoTime() - start;
    String text =
        seen.match(result -> ((Text) result.payload()).getText(), broken -> "", gaveUp -> "");
    return new Outcome(page.style(), CharacterErrors.of(page.text(), text), nanos);
  }

  private static void report(List<Outcome> outcomes, Report report) {
    CharacterErrors all = sum(outcomes);
    CharacterErrors clean =
        sum(outcomes.stream().filter(outcome -> outcome.style().isClean()).toList());
    report.atLeast("pages read", outcomes.size(), 40);
    report.atLeast("fonts", FONTS.length, 4);
    report.atLeast("characters", all.characters(), CHARACTERS);
    report.share("character error rate, all pages", all.rate(), LIMIT);
    report.share("character error rate, clean pages", clean.rate(), CLEAN_LIMIT);
    double seconds = outcomes.stream().mapToLong(Outcome::nanos).sum() / 1e9;
    report.figure("pages a second, one worker", outcomes.size() / seconds);
    outcomes.stream()
        .sorted(Comparator.comparingDouble(outcome -> -outcome.errors().rate()))
        .limit(3)
        .filter(outcome -> outcome.errors().errors() > 0)
        .forEach(
            worst -> report.note("worst page", worst.errors().rate(), worst.style().describe()));
  }

  private static CharacterErrors sum(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(Outcome::errors)
        .reduce(CharacterErrors.NONE, CharacterErrors::plus);
  }
}
