package ocelli.trials.checker;

import static ocelli.trials.checker.GoodLog.body;
import static ocelli.trials.checker.GoodLog.hook;
import static ocelli.trials.checker.GoodLog.image;
import static ocelli.trials.checker.GoodLog.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A good log holds; each violation that is planted in it is found by the invariant it breaks. */
class CheckerTest {
  private static final long SECOND = 1_000_000;
  private static final String IMAGE = image("anna", 1, 0);
  private static final Entry.Fault KILL =
      new Entry.Fault(
          "kill",
          "all",
          List.of(Entry.Fault.DOOR, "push", "vision", "summaries"),
          1_000 * SECOND,
          1_000 * SECOND + 1,
          1);

  private final GoodLog log = GoodLog.create();

  private static List<String> broken(GoodLog log) {
    return log.broken();
  }

  @Test
  void judge_goodLog_allHold() {
    Verdict verdict = log.judged();
    assertThat(verdict.findings()).allSatisfy(f -> assertThat(f.violations()).isEmpty());
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.figures().acknowledged()).isEqualTo(16);
    assertThat(verdict.figures().recovery()).isPresent();
  }

  @Test
  void judge_emptyLog_isNoProof() {
    assertThat(Checker.judge(List.of(), GoodLog.BOUNDS).holds()).isFalse();
  }

  @Test
  void i1_anAnswerMissingInAWebhook() {
    assertThat(broken(log.without(hook("anna", IMAGE + "\",\"data\":{\"x\":0}"))))
        .contains("I1", "I3");
  }

  @Test
  void i1_anAcceptedImageThatNobodyAnswers() {
    assertThat(broken(log.with(attempt("bert", "f".repeat(32), 9, 200, 3_000, false))))
        .containsExactly("I1", "I7");
  }

  @Test
  void i1_aSummaryMissingEverywhere() {
    GoodLog without = log;
    for (String reader : List.of("live-bert", "all-bert", "suffix-bert")) {
      without = without.without(line(reader, "sum-bert-3"));
    }
    assertThat(broken(without.without(hook("bert", "sum-bert-3")))).containsExactly("I1", "I7");
  }

  @Test
  void i1_nobodyReadToTheEnd() {
    assertThat(
            broken(
                log.without(e -> e instanceof Entry.Complete c && c.reader().equals("all-anna"))))
        .contains("I1");
  }

  @Test
  void i2_anOccurrenceAgainWithoutACrash() {
    assertThat(broken(log.again(hook("anna", IMAGE)))).containsExactly("I2");
  }

  @Test
  void i2_tenOccurrencesAgainAfterACrash_isAllowed_elevenAreNot() {
    log.with(KILL);
    for (int i = 0; i < 10; i++) {
      log.again(hook("anna", IMAGE));
    }
    assertThat(broken(log)).isEmpty();
    assertThat(broken(log.again(hook("anna", IMAGE)))).containsExactly("I2");
  }

  @Test
  void i2_occurrencesAgain_whereTheAnswerMayBeLost() {
    log.again(hook("anna", IMAGE)).again(hook("anna", IMAGE));
    assertThat(broken(log.with(answersLost(1_000, 1_001)))).isEmpty();
  }

  @Test
  void i2_occurrencesAgain_whereTheAnswerIsHeard() {
    log.again(hook("anna", IMAGE));
    assertThat(broken(log.with(answersLost(990, 994)))).containsExactly("I2");
  }

  private static Entry.Fault answersLost(long from, long to) {
    return new Entry.Fault(
        Entry.Fault.ANSWERS, "endpoints: resets", List.of(), from * SECOND, to * SECOND, 1);
  }

  @Test
  void i2_anIdUnderANewCursor_onlyAfterACrash() {
    lastSummaryAgain();
    assertThat(broken(log)).containsExactly("I2");
    assertThat(broken(log.with(KILL))).isEmpty();
  }

  @Test
  void i2_anIdUnderANewCursor_isExplainedByAnImageSentAgain() {
    lastSummaryAgain();
    log.with(attempt("bert", image("bert", 3, 1), 1, 503, 3_000, true));
    assertThat(broken(log)).isEmpty();
  }

  @Test
  void i3_aTransactionOutOfOrder() {
    assertThat(
            broken(
                log.swapped(
                    hook("anna", image("anna", 2, 0) + "0"),
                    hook("anna", image("anna", 2, 0) + "1"))))
        .containsExactly("I3");
  }

  @Test
  void i3_transactionsAmongOneAnother_haveNoOrderInWebhooks() {
    assertThat(broken(log.swapped(hook("anna", "sum-anna-0"), hook("anna", IMAGE + "0"))))
        .isEmpty();
  }

  @Test
  void i3_aLineThatNamesAnotherPrevious() {
    assertThat(
            broken(
                log.changed(
                    line("live-anna", "\"cursor\":7,"), body("\"previous\":6", "\"previous\":5"))))
        .contains("I3");
  }

  @Test
  void i3_aLineTwice() {
    assertThat(broken(log.again(line("live-anna", "\"cursor\":7,")))).contains("I3", "I4");
  }

  @Test
  void i3_aWebhookThatNobodySigned() {
    assertThat(broken(log.with(new Entry.Webhook("anna", 1, false, false, "{}"))))
        .containsExactly("I3");
  }

  @Test
  void i4_oneByteOther() {
    assertThat(broken(log.changed(line("suffix-bert", "sum-bert-2"), body("Two", "two"))))
        .containsExactly("I4");
  }

  @Test
  void i4_aSuffixThatEndsEarly() {
    assertThat(broken(log.without(line("suffix-bert", "sum-bert-3")))).containsExactly("I4");
  }

  @Test
  void i4_aWebhookOfOtherBytes() {
    assertThat(broken(log.changed(hook("bert", "sum-bert-2"), body("Two", "two"))))
        .containsExactly("I4");
  }

  @Test
  void i5_anImageThatNobodySent() {
    UnaryOperator<Entry> unsent =
        entry -> {
          Entry.Attempt a = (Entry.Attempt) entry;
          return new Entry.Attempt(
              a.client(),
              a.transaction(),
              a.image(),
              a.picture(),
              a.of(),
              a.due(),
              a.began(),
              a.ended(),
              415,
              false);
        };
    assertThat(broken(log.changed(GoodLog.attempt("anna"), unsent))).contains("I5");
  }

  @Test
  void i5_anotherClientsMessage() {
    Entry.Webhook hers = (Entry.Webhook) find(hook("anna", IMAGE));
    log.with(new Entry.Webhook("bert", hers.at(), true, true, hers.body()));
    assertThat(broken(log)).contains("I5");
  }

  @Test
  void i6_aSummaryThatSaysOtherThanOneOfTheSamePictures() {
    for (String reader : List.of("live-bert", "all-bert", "suffix-bert")) {
      log.changed(line(reader, "sum-bert-2"), body("Two", "A few"));
    }
    log.changed(hook("bert", "sum-bert-2"), body("Two", "A few"));
    assertThat(broken(log)).containsExactly("I6");
  }

  @Test
  void i7_aBacklogThatStaysTooLong() {
    Entry.Webhook last = (Entry.Webhook) find(hook("bert", image("bert", 3, 1) + "1"));
    log.changed(
        hook("bert", image("bert", 3, 1) + "1"),
        entry -> new Entry.Webhook("bert", last.at() + 61 * SECOND, true, true, last.body()));
    assertThat(broken(log)).containsExactly("I7");
  }

  @Test
  void i8_aRequestThatHangs_andOneOfAStoppedServer() {
    Entry.Attempt hanging = attempt("bert", "f".repeat(32), 9, -1, 11 * SECOND, false);
    assertThat(broken(log.with(hanging))).containsExactly("I8");
    log.with(fault("pause", hanging.began(), 5 * SECOND, Entry.Fault.DOOR));
    assertThat(broken(log)).isEmpty();
  }

  @Test
  void i8_refusals() {
    String image = "f".repeat(32);
    assertThat(broken(GoodLog.create().with(attempt("bert", image, 9, 503, 3_000, true))))
        .isEmpty();
    assertThat(broken(GoodLog.create().with(attempt("bert", image, 9, 503, 3_000, false))))
        .containsExactly("I8");
    assertThat(broken(GoodLog.create().with(attempt("bert", image, 9, 500, 3_000, true))))
        .containsExactly("I8");
    assertThat(broken(GoodLog.create().with(attempt("bert", image, 9, 0, 3_000, true))))
        .containsExactly("I8");
  }

  private static Entry.Fault fault(String kind, long from, long lasted, String... services) {
    return new Entry.Fault(kind, "something", List.of(services), from, from + lasted, 1);
  }

  private void lastSummaryAgain() {
    String last = "sum-bert-3";
    Entry.Webhook first = (Entry.Webhook) find(hook("bert", last));
    String again =
        first
            .body()
            .replaceAll("\"cursor\":(\\d+),\"previous\":\\d+", "\"cursor\":99,\"previous\":$1");
    for (String reader : List.of("live-bert", "all-bert", "suffix-bert")) {
      log.with(new Entry.Line(reader, first.at(), again));
    }
    log.with(new Entry.Webhook("bert", first.at(), true, true, again));
  }

  private Entry find(Predicate<Entry> which) {
    return log.entries().stream().filter(which).findFirst().orElseThrow();
  }

  private static Entry.Attempt attempt(
      String client, String image, int picture, int status, long took, boolean retryAfter) {
    long at = 1_000 * SECOND;
    return new Entry.Attempt(
        client, client + "-x", image, picture, 2, at, at, at + took, status, retryAfter);
  }
}
