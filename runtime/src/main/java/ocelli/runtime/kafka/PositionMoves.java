package ocelli.runtime.kafka;

import com.typesafe.config.Config;
import java.util.List;
import org.slf4j.Logger;

/**
 * What a person decided about positions that the log does not hold any more (REQUIREMENTS, 001-46):
 * a reader that stands exactly where a move begins goes on where it ends. A move that was made does
 * nothing more, for nobody stands there again: it may stay in the settings.
 *
 * @param all at most one for each place
 */
public record PositionMoves(List<Move> all) {
  /** None. */
  public static final PositionMoves NONE = new PositionMoves(List.of());

  /**
   * One.
   *
   * @param partition whose position it is
   * @param from the position that it stands at: another one is left alone
   * @param to where it goes on; what lies between is never read
   */
  public record Move(int partition, long from, long to) {
    public Move {
      if (partition < 0 || from < 0) {
        throw new IllegalArgumentException("partition and from are 0 or above");
      }
      if (to <= from) {
        // Records read again would come under cursors that are taken.
        throw new IllegalArgumentException("to must lie behind from: nothing is read twice");
      }
    }
  }

  public PositionMoves {
    all = List.copyOf(all);
    long places = all.stream().map(move -> move.partition() + "/" + move.from()).distinct().count();
    if (places < all.size()) {
      throw new IllegalArgumentException("two moves from the same place");
    }
  }

  /**
   * Reads {@code moves}.
   *
   * @param service its settings, as {@code ocelli.push}
   * @param name of the service, for words
   * @throws IllegalArgumentException where a move makes no sense
   */
  public static PositionMoves from(Config service, String name) {
    try {
      return new PositionMoves(
          service.getConfigList("moves").stream()
              .map(
                  move ->
                      new Move(move.getInt("partition"), move.getLong("from"), move.getLong("to")))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("ocelli." + name + ".moves: " + e.getMessage(), e);
    }
  }

  /**
   * Where a reader goes on that stands there, as it is about to: what is passed over is said.
   *
   * @param log of the reader
   */
  public long moved(int partition, long position, Logger log) {
    long to = moved(partition, position);
    if (to != position) {
      log.warn(
          "passes over offsets {} to {} of partition {}: the setting `moves` says so",
          position,
          to - 1,
          partition);
    }
    return to;
  }

  /** Where a reader goes on that stands there: there, where nobody decided otherwise. */
  public long moved(int partition, long position) {
    return all.stream()
        .filter(move -> move.partition() == partition && move.from() == position)
        .map(Move::to)
        .findFirst()
        .orElse(position);
  }
}
