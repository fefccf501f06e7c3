package ocelli.vision.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts pieces of text, found one by one, into reading order: columns that a clear gap divides are
 * read one after the other, within them rows from the top, within a row from the left.
 */
public final class LineOrder {
  /** Pieces whose middles are nearer than this share of their height stand in one row. */
  private static final double SAME_ROW = 0.5;

  /** A gap over the whole height divides columns if it is this many line heights wide. */
  private static final double COLUMN_GAP = 1.0;

  /** A column has at least as many pieces; fewer are the two ends of a table's rows. */
  private static final int COLUMN_PIECES = 5;

  /** A column's pieces are this many times as wide as high at the median: prose, not a price. */
  private static final double PROSE_WIDTH = 6;

  private LineOrder() {}

  /** The pieces as lines in reading order, those of one row joined. */
  public static List<ReadLine> of(List<ReadLine> pieces) {
    List<ReadLine> lines = new ArrayList<>();
    columns(pieces).forEach(column -> lines.addAll(rows(column)));
    return lines;
  }

  private static List<List<ReadLine>> columns(List<ReadLine> pieces) {
    List<ReadLine> fromLeft =
        pieces.stream().sorted(Comparator.comparingDouble(piece -> piece.box().x())).toList();
    double gap = COLUMN_GAP * median(pieces.stream().map(p -> p.box().height()).toList());
    List<List<ReadLine>> columns = new ArrayList<>();
    List<ReadLine> column = new ArrayList<>();
    double right = Double.POSITIVE_INFINITY;
    for (ReadLine piece : fromLeft) {
      if (piece.box().x() > right + gap) {
        columns.add(List.copyOf(column));
        column.clear();
        right = Double.NEGATIVE_INFINITY;
      }
      right = column.isEmpty() ? piece.box().right() : Math.max(right, piece.box().right());
      column.add(piece);
    }
    columns.add(List.copyOf(column));
    return columns.stream().allMatch(LineOrder::prose) ? columns : List.of(pieces);
  }

  private static boolean prose(List<ReadLine> column) {
    return column.size() >= COLUMN_PIECES
        && median(column.stream().map(p -> p.box().width() / p.box().height()).toList())
            >= PROSE_WIDTH;
  }

  private static List<ReadLine> rows(List<ReadLine> column) {
    List<List<ReadLine>> rows = new ArrayList<>();
    for (ReadLine piece :
        column.stream().sorted(Comparator.comparingDouble(LineOrder::middle)).toList()) {
      List<ReadLine> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
      if (last.isEmpty() || !sameRow(last.get(0), piece)) {
        rows.add(new ArrayList<>());
      }
      rows.get(rows.size() - 1).add(piece);
    }
    return rows.stream().map(LineOrder::joined).toList();
  }

  private static boolean sameRow(ReadLine one, ReadLine other) {
    double height = Math.min(one.box().height(), other.box().height());
    return Math.abs(middle(one) - middle(other)) <= SAME_ROW * height;
  }

  private static ReadLine joined(List<ReadLine> row) {
    return new ReadLine(
        row.stream()
            .sorted(Comparator.comparingDouble(piece -> piece.box().x()))
            .flatMap(piece -> piece.words().stream())
            .toList());
  }

  private static double middle(ReadLine piece) {
    return piece.box().y() + piece.box().height() / 2;
  }

  private static double median(List<Double> values) {
    return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
  }
}
