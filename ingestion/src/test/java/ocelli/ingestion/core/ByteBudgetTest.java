package ocelli.ingestion.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(100);

  @Test
  void reach_moreThanIsLeft_refusesAndKeepsWhatWasHeld() {
    try (ByteBudget.Reservation first = budget.open();
        ByteBudget.Reservation second = budget.open()) {
      assertThat(first.reach(60)).isTrue();
      assertThat(second.reach(30)).isTrue();
      assertThat(second.reach(41)).isFalse();
      assertThat(budget.used()).isEqualTo(90);
      assertThat(first.reach(10)).as("it has more already").isTrue();
      assertThat(budget.used()).isEqualTo(90);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void close_twice_givesBackOnce() {
    ByteBudget.Reservation share = budget.open();
    share.reach(50);
    share.close();
    share.close();
    assertThat(budget.used()).isZero();
    assertThat(share.reach(1)).as("it is over").isFalse();
  }

  @Test
  void reach_byManyThreads_neverPassesTheCapacity() {
    List<CompletableFuture<Void>> threads =
        IntStream.range(0, 8).mapToObj(i -> CompletableFuture.runAsync(this::takeOften)).toList();
    threads.forEach(CompletableFuture::join);
    assertThat(budget.used()).isZero();
  }

  private void takeOften() {
    for (int i = 0; i < 10_000; i++) {
      try (ByteBudget.Reservation share = budget.open()) {
        share.reach(30);
        share.reach(60);
        assertThat(budget.used()).isLessThanOrEqualTo(100);
      }
    }
  }
}
