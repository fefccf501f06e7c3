package ocelli.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class PositionMovesTest {
  private static final Logger LOG = LoggerFactory.getLogger(PositionMovesTest.class);

  @Test
  void moved_onlyWhoStandsExactlyThere() {
    PositionMoves moves = moves("[{ partition = 2, from = 20, to = 25 }]");
    assertThat(moves.moved(2, 20, LOG)).isEqualTo(25);
    assertThat(moves.moved(2, 19, LOG)).isEqualTo(19);
    assertThat(moves.moved(2, 25, LOG)).isEqualTo(25);
    assertThat(moves.moved(1, 20, LOG)).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{ partition = 2, from = 20, to = 20 }] | nothing is read twice",
        "[{ partition = 2, from = 20, to = 5 }] | nothing is read twice",
        "[{ partition = -1, from = 0, to = 5 }] | 0 or above",
        "[{partition = 1, from = 0, to = 5}, {partition = 1, from = 0, to = 6}] | the same place",
      })
  void from_bad_namesTheKey(String moves, String reason) {
    assertThatThrownBy(() -> moves(moves))
        .hasMessageStartingWith("ocelli.push.moves")
        .hasMessageContaining(reason);
  }

  private static PositionMoves moves(String text) {
    return PositionMoves.from(ConfigFactory.parseString("moves = " + text), "push");
  }
}
