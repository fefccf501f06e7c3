package ocelli.trials.accuracy;

/**
 * Wrong, missing and superfluous characters (Levenshtein), any blanks counting as one.
 *
 * @param errors how many
 * @param characters of the truth
 */
record CharacterErrors(long errors, long characters) {
  static final CharacterErrors NONE = new CharacterErrors(0, 0);

  static CharacterErrors of(String truth, String read) {
    String expected = normal(truth);
    return new CharacterErrors(distance(expected, normal(read)), expected.length());
  }

  CharacterErrors plus(CharacterErrors other) {
    return new CharacterErrors(errors + other.errors, characters + other.characters);
  }

  /** Errors for each character, 0 and up. */
  double rate() {
    return characters == 0 ? 0 : (double) errors / characters;
  }

  private static String normal(String text) {
    return text.replaceAll("\\s+", " ")
        .replace('’', '\'')
        .replace('‘', '\'')
        .replace('—', '-')
        .strip();
  }

  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j < before.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(row[j - 1], before[j]) + 1);
      }
      before = row;
    }
    return before[other.length()];
  }
}
