package ocelli.trials.accuracy;

import java.nio.ByteBuffer;

/** Which glyph draws a character: a font's cmap table of format 4, segments of characters. */
final class CharacterMap {
  private static final int SEGMENTS = 4;

  private final ByteBuffer data;
  private final int start;
  private final int segments;

  private CharacterMap(ByteBuffer data, int start) {
    this.data = data;
    this.start = start;
    segments = unsigned(start + 6) / 2;
  }

  static CharacterMap read(ByteBuffer data, int table) {
    int count = Short.toUnsignedInt(data.getShort(table + 2));
    for (int i = 0; i < count; i++) {
      int start = table + data.getInt(table + 4 + 8 * i + 4);
      if (data.getShort(start) == SEGMENTS) {
        return new CharacterMap(data, start);
      }
    }
    throw new IllegalStateException("no character map of format 4");
  }

  /** The glyph's number; 0, the font's box for what is missing, where there is none. */
  int glyph(char character) {
    for (int i = 0; i < segments; i++) {
      int first = unsigned(column(1, i) + 2);
      if (character <= unsigned(column(0, i))) {
        return character < first ? 0 : glyph(character, first, i);
      }
    }
    return 0;
  }

  private int glyph(char character, int first, int segment) {
    int delta = unsigned(column(2, segment) + 2);
    int rangeAt = column(3, segment) + 2;
    int range = unsigned(rangeAt);
    if (range == 0) {
      return character + delta & 0xffff;
    }
    int glyph = unsigned(rangeAt + range + 2 * (character - first));
    return glyph == 0 ? 0 : glyph + delta & 0xffff;
  }

  /** Where a segment's entry is in a column: last, first, delta, range; two bytes lie after 0. */
  private int column(int column, int segment) {
    return start + 14 + 2 * (column * segments + segment);
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(data.getShort(at));
  }
}
