package ocelli.firehose.core;

import static ocelli.firehose.core.Fixtures.chain;
import static ocelli.firehose.core.Fixtures.cursors;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TailTest {
  private static final List<JournalRow> ROWS = chain(2, 4, 7, 9);
  private static final int ROW_BYTES = ROWS.get(0).body().size();

  @Test
  void nothingHeard_waits() {
    assertThat(new Tail(1000).after(-1)).isEmpty();
  }

  @Test
  void rowsRemembered_areGivenFromThePosition() {
    Tail tail = new Tail(1000);
    tail.appended(ROWS);
    assertThat(said(tail, 4)).isEqualTo("[7, 9]");
    assertThat(tail.after(9)).isEmpty();
  }

  @Test
  void hole_forgetsWhatWasBefore() {
    Tail tail = new Tail(1000);
    tail.appended(ROWS.subList(0, 1));
    tail.appended(ROWS.subList(2, 4));
    assertThat(said(tail, -1)).isEqualTo("table");
    assertThat(said(tail, 4)).isEqualTo("[7, 9]");
  }

  @Test
  void lateAndRepeatedRows_areIgnored() {
    Tail tail = new Tail(1000);
    tail.appended(ROWS.subList(1, 4));
    tail.appended(ROWS.subList(0, 2));
    assertThat(said(tail, 2)).isEqualTo("[4, 7, 9]");
  }

  @Test
  void heardOfMoreThanRemembered_readsTheTable() {
    Tail tail = new Tail(1000);
    tail.appended(ROWS.subList(0, 3));
    tail.heardOf(9);
    assertThat(said(tail, 4)).isEqualTo("table");
  }

  @Test
  void overItsBytes_forgetsTheOldest() {
    Tail tail = new Tail(2 * ROW_BYTES);
    tail.appended(ROWS);
    assertThat(said(tail, 2)).isEqualTo("table");
    assertThat(said(tail, 4)).isEqualTo("[7, 9]");
  }

  private static String said(Tail tail, long position) {
    return tail.after(position)
        .orElseThrow()
        .match(rows -> cursors(rows.rows()).toString(), () -> "table", () -> "quiet");
  }
}
