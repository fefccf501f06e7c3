package ocelli.summaries.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summary.v1m0.Image;
import ocelli.summary.v1m0.Summary;
import org.junit.jupiter.api.Test;

class ClosingTest {
  private final Ledgers ledgers = new Ledgers();
  private final Random random = new Random(7);

  private List<Observed> wholly(Inputs inputs, int... images) {
    List<Observed> all = new ArrayList<>();
    for (int n : images) {
      all.addAll(inputs.wholly(n, random));
    }
    return all;
  }

  @Test
  void take_lastOfDeclaredImagesAnswered_complete() {
    Inputs inputs = new Inputs("t", 2);
    assertThat(ledgers.take(wholly(inputs, 0), Duration.ZERO)).isEmpty();
    assertThat(ledgers.take(wholly(inputs, 1), Duration.ofMinutes(5)))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.getClosedBy()).isEqualTo("complete");
              assertThat(summary.getDeclared()).isEqualTo(2);
              assertThat(summary.getRevision()).isZero();
            });
  }

  @Test
  void take_partMissing_waitsForIt() {
    Inputs inputs = new Inputs("t", 1);
    ledgers.take(inputs.codes(0), inputs.faces(0), inputs.quality(0, 5));
    assertThat(ledgers.take(inputs.text(0, 1, 2, "b\n"))).isEmpty();
    assertThat(ledgers.take(inputs.text(0, 0, 2, "a\n")))
        .singleElement()
        .extracting(Summary::getText)
        .isEqualTo("a\nb\n");
  }

  @Test
  void take_closedByClient_waitsForAnnouncedImagesOnly() {
    Inputs inputs = new Inputs("t", 0);
    ledgers.take(inputs.announced(0), inputs.announced(1), inputs.ended());
    assertThat(ledgers.take(wholly(inputs, 0), Duration.ZERO)).isEmpty();
    assertThat(ledgers.take(wholly(inputs, 1), Duration.ZERO))
        .singleElement()
        .extracting(Summary::getClosedBy)
        .isEqualTo("closed");
  }

  @Test
  void take_failedTask_answersAndIsNamed() {
    Inputs inputs = new Inputs("t", 1);
    ledgers.take(inputs.codes(0), inputs.faces(0), inputs.quality(0, 5));
    assertThat(ledgers.take(inputs.failed(0, "ocr-1.0")))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.getImages(0).getFailedList()).containsExactly("ocr-1.0");
              assertThat(summary.getImages(0).hasText()).isFalse();
            });
  }

  @Test
  void idle_allAnswered_partialAfterTheShortLimit() {
    ledgers.take(wholly(new Inputs("t", 0), 0), Duration.ZERO);
    assertThat(ledgers.summariesOfIdle(Duration.ofMillis(29_999))).isEmpty();
    assertThat(ledgers.summariesOfIdle(Duration.ofSeconds(30)))
        .singleElement()
        .extracting(Summary::getClosedBy)
        .isEqualTo("partial");
    assertThat(ledgers.summariesOfIdle(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void idle_announcedButUnanswered_partialAfterTheLongLimit() {
    ledgers.take(new Inputs("t", 0).announced(0));
    assertThat(ledgers.summariesOfIdle(Duration.ofMinutes(14))).isEmpty();
    assertThat(ledgers.summariesOfIdle(Duration.ofMinutes(15)))
        .singleElement()
        .extracting(summary -> summary.getImages(0))
        .extracting(Image::getUnansweredList)
        .isEqualTo(Inputs.TASKS);
  }

  @Test
  void take_lateImage_revisesOnceItIsAnswered() {
    Inputs inputs = new Inputs("t", 1);
    ledgers.take(wholly(inputs, 0), Duration.ZERO);
    assertThat(ledgers.take(inputs.announced(1))).isEmpty();
    assertThat(ledgers.take(wholly(inputs, 1), Duration.ofHours(23)))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.getRevision()).isEqualTo(1);
              assertThat(summary.getImagesCount()).isEqualTo(2);
            });
  }

  @Test
  void take_laterThanKept_countedAndIgnored() {
    Inputs inputs = new Inputs("t", 1);
    ledgers.take(wholly(inputs, 0), Duration.ZERO);
    ledgers.take(List.of(new Inputs("other", 0).announced(9)), Duration.ofHours(25));
    assertThat(ledgers.take(List.of(inputs.announced(1)), Duration.ofHours(25))).isEmpty();
    assertThat(ledgers.late).isEqualTo(1);
    assertThat(ledgers.ledger.tracked(new TransactionKey("shop", "t"))).isEmpty();
  }

  @Test
  void take_moreClosedThanAreKept_oldestForgotten() {
    for (int i = 0; i < 105; i++) {
      ledgers.take(wholly(new Inputs("t" + i, 1), 0), Duration.ofSeconds(i));
    }
    assertThat(ledgers.ledger.all()).hasSizeBetween(100, 101);
    assertThat(ledgers.ledger.tracked(new TransactionKey("shop", "t0"))).isEmpty();
    assertThat(ledgers.ledger.tracked(new TransactionKey("shop", "t104"))).isPresent();
    assertThat(ledgers.ledger.isForgotten(new TransactionKey("shop", "t0"))).isTrue();
    for (int i = 105; i < 305; i++) {
      ledgers.take(wholly(new Inputs("t" + i, 1), 0), Duration.ofSeconds(i));
    }
    assertThat(ledgers.ledger.forgottenAt()).hasSizeBetween(100, 101);
    assertThat(ledgers.ledger.isForgotten(new TransactionKey("shop", "t0"))).isFalse();
  }

  @Test
  void take_moreImagesThanASegment_closesAsSegments() {
    ClosingRules twoImages =
        new ClosingRules(
            Duration.ofSeconds(30),
            Duration.ofMinutes(15),
            2,
            Duration.ofHours(1),
            Duration.ofHours(24),
            100,
            Duration.ofDays(8),
            100);
    Ledgers small = new Ledgers(twoImages);
    List<Summary> summaries =
        new ArrayList<>(small.take(wholly(new Inputs("t", 5), 0, 1, 2, 3, 4), Duration.ZERO));
    assertThat(summaries).extracting(Summary::getSegment).containsExactly(0, 1, 2);
    assertThat(summaries).extracting(Summary::getImagesCount).containsExactly(2, 2, 1);
    assertThat(summaries.get(2).getClosedBy()).isEqualTo("complete");
    assertThat(small.ledger.unpublished()).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void take_anHourAfterItsFirst_newImageOpensASegment() {
    Inputs inputs = new Inputs("t", 0);
    ledgers.take(wholly(inputs, 0), Duration.ZERO);
    List<Summary> summaries =
        new ArrayList<>(ledgers.take(wholly(inputs, 1), Duration.ofMinutes(61)));
    summaries.addAll(ledgers.summariesOfIdle(Duration.ofMinutes(62)));
    assertThat(summaries).extracting(Summary::getSegment).containsExactly(0, 1);
  }

  @Test
  void take_conflictingCounts_largestTakenAndReported() {
    ledgers.take(wholly(new Inputs("t", 2), 0), Duration.ZERO);
    assertThat(ledgers.take(wholly(new Inputs("t", 3), 1), Duration.ZERO)).isEmpty();
    assertThat(ledgers.take(wholly(new Inputs("t", 2), 2), Duration.ZERO))
        .singleElement()
        .extracting(Summary::getDeclared)
        .isEqualTo(3);
    assertThat(ledgers.conflicts).contains("of");
  }

  @Test
  void take_noTokenGrantsASummary_closesWithoutAnOutcome() {
    List<Observed> ungranted =
        wholly(new Inputs("t", 1), 0).stream()
            .map(input -> input.toBuilder().clearToken().build())
            .toList();
    assertThat(ledgers.take(ungranted, Duration.ZERO)).isEmpty();
    assertThat(ledgers.ledger.restless()).isEmpty();
    assertThat(ledgers.ledger.unpublished()).isEmpty();
  }

  @Test
  void take_severalImages_travelsUnderTheLatestAccepted() {
    ledgers.take(wholly(new Inputs("t", 3), 2, 0, 1), Duration.ZERO);
    assertThat(ledgers.ledger.unpublished())
        .singleElement()
        .satisfies(
            outcome -> {
              assertThat(outcome.getToken()).isEqualTo("token-of-2");
              assertThat(outcome.getAcceptedAtMicros()).isEqualTo(Inputs.START + 2);
            });
  }

  @Test
  void snapshot_restored_goesOnTheSame() {
    Inputs inputs = new Inputs("t", 2);
    ledgers.take(wholly(inputs, 0), Duration.ZERO);
    ledgers.take(wholly(new Inputs("closed", 1), 1), Duration.ZERO);
    Ledger restored = Snapshots.restore(Snapshots.of(ledgers.ledger), Ledgers.RULES);
    assertThat(Snapshots.of(restored)).isEqualTo(Snapshots.of(ledgers.ledger));
    assertThat(restored.restless()).isEqualTo(ledgers.ledger.restless());
  }
}
