package ocelli.trials.accuracy;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The outlines of a TrueType font, without the fonts and font libraries of the machine. Characters
 * of the Basic Multilingual Plane, no kerning, no hinting.
 */
final class TrueTypeFont {
  /** A part of a composite glyph: 16-bit offsets, offsets at all, one scale, more parts follow. */
  private static final int WIDE = 1;

  private static final int OFFSETS = 2;
  private static final int ONE_SCALE = 8;
  private static final int MORE = 32;
  private static final int TWO_SCALES = 64;
  private static final int MATRIX = 128;

  private final String name;
  private final ByteBuffer data;
  private final Map<String, Integer> tables = new HashMap<>();
  private final int unitsPerEm;
  private final boolean longOffsets;
  private final int metrics;
  private final CharacterMap characters;

  private TrueTypeFont(String name, byte[] bytes) {
    this.name = name;
    data = ByteBuffer.wrap(bytes);
    for (int i = 0; i < unsigned(4); i++) {
      int entry = 12 + 16 * i;
      String tag = new String(bytes, entry, 4, java.nio.charset.StandardCharsets.US_ASCII);
      tables.put(tag, data.getInt(entry + 8));
    }
    unitsPerEm = unsigned(table("head") + 18);
    longOffsets = data.getShort(table("head") + 50) == 1;
    metrics = unsigned(table("hhea") + 34);
    characters = CharacterMap.read(data, table("cmap"));
  }

  /** A font among this package's resources. */
  static TrueTypeFont read(String name) {
    try (InputStream in = TrueTypeFont.class.getResourceAsStream("fonts/" + name + ".ttf")) {
      if (in == null) {
        throw new IllegalStateException("no font " + name);
      }
      return new TrueTypeFont(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  String name() {
    return name;
  }

  /** How far a character moves the pen, for letters of this many pixels an em. */
  double advance(char character, double pixels) {
    int glyph = Math.min(characters.glyph(character), metrics - 1);
    return unsigned(table("hmtx") + 4 * glyph) * pixels / unitsPerEm;
  }

  /** A character's outline around the pen at 0, 0 on the base line, y downwards. */
  Path2D outline(char character, double pixels) {
    Path2D path = glyph(characters.glyph(character));
    double scale = pixels / unitsPerEm;
    path.transform(AffineTransform.getScaleInstance(scale, -scale));
    return path;
  }

  private Path2D glyph(int number) {
    int start = offset(number);
    if (start == offset(number + 1)) {
      return new Path2D.Double(Path2D.WIND_NON_ZERO);
    }
    int at = table("glyf") + start;
    return data.getShort(at) < 0
        ? composite(at + 10)
        : GlyphOutline.read(data, at + 10, data.getShort(at));
  }

  private Path2D composite(int start) {
    Path2D whole = new Path2D.Double(Path2D.WIND_NON_ZERO);
    int at = start;
    int flags;
    do {
      flags = unsigned(at);
      Path2D part = glyph(unsigned(at + 2));
      boolean wide = (flags & WIDE) != 0;
      double right = wide ? data.getShort(at + 4) : data.get(at + 4);
      double up = wide ? data.getShort(at + 6) : data.get(at + 5);
      at += wide ? 8 : 6;
      double[] matrix = matrix(flags, at);
      at += matrixBytes(flags);
      boolean moved = (flags & OFFSETS) != 0;
      part.transform(
          new AffineTransform(
              matrix[0], matrix[1], matrix[2], matrix[3], moved ? right : 0, moved ? up : 0));
      whole.append(part, false);
    } while ((flags & MORE) != 0);
    return whole;
  }

  private double[] matrix(int flags, int at) {
    if ((flags & ONE_SCALE) != 0) {
      return new double[] {fraction(at), 0, 0, fraction(at)};
    }
    if ((flags & TWO_SCALES) != 0) {
      return new double[] {fraction(at), 0, 0, fraction(at + 2)};
    }
    return (flags & MATRIX) != 0
        ? new double[] {fraction(at), fraction(at + 2), fraction(at + 4), fraction(at + 6)}
        : new double[] {1, 0, 0, 1};
  }

  private static int matrixBytes(int flags) {
    if ((flags & ONE_SCALE) != 0) {
      return 2;
    }
    if ((flags & TWO_SCALES) != 0) {
      return 4;
    }
    return (flags & MATRIX) != 0 ? 8 : 0;
  }

  /** A number with 14 bits after the point. */
  private double fraction(int at) {
    return data.getShort(at) / 16384.0;
  }

  private int offset(int glyph) {
    return longOffsets
        ? data.getInt(table("loca") + 4 * glyph)
        : 2 * unsigned(table("loca") + 2 * glyph);
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(data.getShort(at));
  }

  private int table(String tag) {
    Integer start = tables.get(tag);
    if (start == null) {
      throw new IllegalStateException(name + " has no table " + tag);
    }
    return start;
  }
}
