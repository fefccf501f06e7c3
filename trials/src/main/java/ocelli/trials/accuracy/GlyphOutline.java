package ocelli.trials.accuracy;

import java.awt.geom.Path2D;
import java.nio.ByteBuffer;

/** Reads a simple glyph: contours of points, those off the curve being quadratic controls. */
final class GlyphOutline {
  private static final int ON_CURVE = 1;
  private static final int SHORT_X = 2;
  private static final int SHORT_Y = 4;
  private static final int REPEATED = 8;
  private static final int SAME_X = 16;
  private static final int SAME_Y = 32;

  private final int[] ends;
  private final int[] flags;
  private final int[] xs;
  private final int[] ys;

  private GlyphOutline(int[] ends, int[] flags, int[] xs, int[] ys) {
    this.ends = ends;
    this.flags = flags;
    this.xs = xs;
    this.ys = ys;
  }

  static Path2D read(ByteBuffer font, int start, int contours) {
    ByteBuffer data = font.duplicate().position(start);
    int[] ends = new int[contours];
    for (int i = 0; i < contours; i++) {
      ends[i] = Short.toUnsignedInt(data.getShort());
    }
    int points = contours == 0 ? 0 : ends[contours - 1] + 1;
    data.position(data.position() + 2 + Short.toUnsignedInt(data.getShort(data.position())));
    int[] flags = flags(data, points);
    int[] xs = coordinates(data, flags, SHORT_X, SAME_X);
    int[] ys = coordinates(data, flags, SHORT_Y, SAME_Y);
    return new GlyphOutline(ends, flags, xs, ys).path();
  }

  private static int[] flags(ByteBuffer data, int points) {
    int[] flags = new int[points];
    for (int i = 0; i < points; ) {
      int flag = Byte.toUnsignedInt(data.get());
      int times = (flag & REPEATED) == 0 ? 1 : 1 + Byte.toUnsignedInt(data.get());
      for (int end = i + times; i < end; i++) {
        flags[i] = flag;
      }
    }
    return flags;
  }

  private static int[] coordinates(ByteBuffer data, int[] flags, int narrow, int same) {
    int[] places = new int[flags.length];
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      boolean set = (flags[i] & same) != 0;
      if ((flags[i] & narrow) != 0) {
        int step = Byte.toUnsignedInt(data.get());
        at += set ? step : -step;
      } else if (!set) {
        at += data.getShort();
      }
      places[i] = at;
    }
    return places;
  }

  private Path2D path() {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    int first = 0;
    for (int end : ends) {
      contour(path, first, end - first + 1);
      first = end + 1;
    }
    return path;
  }

  private void contour(Path2D path, int first, int count) {
    int begin = 0;
    while (begin < count && !on(first + begin)) {
      begin++;
    }
    if (begin == count) {
      return; // a contour without a point on the curve: none of our fonts has one
    }
    path.moveTo(xs[first + begin], ys[first + begin]);
    for (int i = 1; i <= count; i++) {
      int point = first + (begin + i) % count;
      int next = first + (begin + i + 1) % count;
      if (on(point)) {
        path.lineTo(xs[point], ys[point]);
      } else if (on(next)) {
        path.quadTo(xs[point], ys[point], xs[next], ys[next]);
        i++;
      } else {
        double x = (xs[point] + xs[next]) / 2.0;
        double y = (ys[point] + ys[next]) / 2.0;
        path.quadTo(xs[point], ys[point], x, y);
      }
    }
    path.closePath();
  }

  private boolean on(int point) {
    return (flags[point] & ON_CURVE) != 0;
  }
}
