package ocelli.push.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberCheckTest {
  @Test
  void judge_next_isTaken() {
    NumberCheck check = new NumberCheck(0, 0);
    assertThat(check.judge(1, 5)).isEqualTo(NumberCheck.Verdict.NEXT);
    assertThat(check.judge(1, 5)).isEqualTo(NumberCheck.Verdict.SEEN);
    assertThat(check.behind()).isFalse();
  }

  @Test
  void judge_oneMissing_isFetchedFromItsPredecessorOn() {
    NumberCheck check = new NumberCheck(7, 20);
    assertThat(check.judge(9, 26)).isEqualTo(NumberCheck.Verdict.AHEAD);
    assertThat(check.behind()).isTrue();
    assertThat(check.fetchFrom()).isEqualTo(21);
    assertThat(check.fetchTo()).isEqualTo(26);
    assertThat(check.number()).isEqualTo(7);
  }

  @Test
  void heard_newestIsTheNext_onlyThatOneIsFetched() {
    NumberCheck check = new NumberCheck(7, 20);
    check.heard(8, 90);
    assertThat(check.fetchFrom()).isEqualTo(90);
    assertThat(check.fetchTo()).isEqualTo(90);
  }

  @Test
  void heardSequence_unknownNumber_isFetchedFromTheLastOn() {
    NumberCheck check = new NumberCheck(7, 20);
    check.heardSequence(31);
    assertThat(check.behind()).isTrue();
    assertThat(check.fetchFrom()).isEqualTo(21);
    check.heardSequence(30);
    assertThat(check.fetchTo()).isEqualTo(31);
  }

  /** A reader that skips, repeats and reorders, with a fetch whenever the check says so. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyEventIsTakenOnceInOrder(long seed) {
    Random random = new Random(seed);
    NumberCheck check = new NumberCheck(0, 0);
    List<Long> taken = new ArrayList<>();
    int events = 500;
    for (int step = 0; step < 2_000; step++) {
      long number = 1 + random.nextInt(Math.min(events, taken.size() + 4));
      offer(check, number, taken);
      if (check.behind() && random.nextInt(3) == 0) {
        fetch(check, taken);
      }
    }
    check.heardSequence(sequence(events));
    fetch(check, taken);
    assertThat(taken).hasSize(events).isSorted().doesNotHaveDuplicates();
    assertThat(check.behind()).isFalse();
  }

  private static void fetch(NumberCheck check, List<Long> taken) {
    long to = check.fetchTo();
    for (long sequence = check.fetchFrom(); sequence <= to; sequence++) {
      if (sequence % 3 == 0) { // the slice has every third event of the partition
        offer(check, sequence / 3, taken);
      }
    }
  }

  private static void offer(NumberCheck check, long number, List<Long> taken) {
    if (check.judge(number, sequence(number)) == NumberCheck.Verdict.NEXT) {
      taken.add(number);
    }
  }

  private static long sequence(long number) {
    return number * 3;
  }
}
