package ocelli.firehose.core;

import static ocelli.firehose.core.Fixtures.chain;
import static ocelli.firehose.core.Fixtures.cursors;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final List<JournalRow> ROWS = chain(2, 4, 7, 9);

  @Test
  void rowsThatFollow_areThePage() {
    assertThat(rows(Page.of(4, OptionalLong.of(9), ROWS.subList(2, 4)))).containsExactly(7L, 9L);
  }

  @Test
  void positionBetweenCursors_isNoHole() {
    assertThat(rows(Page.of(5, OptionalLong.of(9), ROWS.subList(2, 4)))).containsExactly(7L, 9L);
  }

  @Test
  void firstRowFollowsWhatIsGone_isOvertaken() {
    assertThat(Page.of(2, OptionalLong.of(9), ROWS.subList(2, 4)))
        .isInstanceOf(Page.Overtaken.class);
  }

  @Test
  void holeWithinThePage_endsItBeforeTheHole() {
    List<JournalRow> found = List.of(ROWS.get(0), ROWS.get(2));
    assertThat(rows(Page.of(-1, OptionalLong.of(9), found))).containsExactly(2L);
  }

  @Test
  void everythingGone_isOvertaken() {
    assertThat(Page.of(2, OptionalLong.of(9), List.of())).isInstanceOf(Page.Overtaken.class);
  }

  @Test
  void nothingNew_isNothing() {
    assertThat(Page.of(9, OptionalLong.of(9), List.of())).isInstanceOf(Page.Nothing.class);
    assertThat(Page.of(12, OptionalLong.of(9), List.of())).isInstanceOf(Page.Nothing.class);
    assertThat(Page.of(-1, OptionalLong.empty(), List.of())).isInstanceOf(Page.Nothing.class);
  }

  private static List<Long> rows(Page page) {
    return page.match(rows -> cursors(rows.rows()), List::of, gone -> List.of());
  }
}
