package ocelli.trials.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes up text such as letters, reports and receipts have: words, names, dates, amounts. */
final class Prose {
  private static final String[] WORDS =
      ("the of and to in a is that for it as was with be by on not he his but at are this have from"
              + " or had an they which one you were all her she there would their we him been has"
              + " when who will no more if out so up said what its about than into them can only"
              + " other time new some could these two may first then do any like my now over such"
              + " our man me even most made after also did many off before must well back through"
              + " years where much your way down should because long each just state those people"
              + " too little good make world still see own work here life both old under last being"
              + " never between might government water house school large night light paper market"
              + " window garden picture machine station bridge winter summer morning evening doctor"
              + " teacher letter number answer question company service office report account order"
              + " invoice payment delivery address customer quality weight length height measure"
              + " system process message image camera signal record page column line word figure"
              + " table example method result value limit reason change growth energy engine metal"
              + " copper silver bottle kitchen bread coffee sugar orange apple yellow purple quick"
              + " lazy brown jump fox vex quiz zone jazz object project subject exact express"
              + " family friend brother village mountain river forest island harbour journey")
          .split(" ");

  private static final String[] NAMES =
      ("Anna Berger,Carlos Duarte,Emily Fisher,George Hall,Irina Jansen,Karl Lindqvist,Maria Novak,"
              + "Oliver Price,Quentin Rossi,Sara Tanaka,Ulrich Vogel,Wanda Xavier,Yusuf Zeller")
          .split(",");

  private final RandomGenerator random;

  Prose(RandomGenerator random) {
    this.random = random;
  }

  /** A sentence of 5 to 14 pieces. */
  String sentence() {
    List<String> pieces = new ArrayList<>();
    int count = random.nextInt(5, 15);
    for (int i = 0; i < count; i++) {
      String end = i < count - 2 && random.nextInt(9) == 0 ? "," : "";
      pieces.add(piece() + end);
    }
    String all = String.join(" ", pieces);
    return Character.toUpperCase(all.charAt(0))
        + all.substring(1)
        + (random.nextInt(8) == 0 ? "?" : ".");
  }

  private String piece() {
    switch (random.nextInt(24)) {
      case 0:
        return NAMES[random.nextInt(NAMES.length)];
      case 1:
        return Integer.toString(random.nextInt(2, 9000));
      case 2:
        return String.format(Locale.ROOT, "%d.%02d", random.nextInt(1, 900), random.nextInt(100));
      case 3:
        return String.format(
            Locale.ROOT,
            "%d-%02d-%02d",
            random.nextInt(1950, 2027),
            random.nextInt(1, 13),
            random.nextInt(1, 29));
      default:
        return WORDS[random.nextInt(WORDS.length)];
    }
  }
}
