package ocelli.trials.checker;

import static ocelli.trials.checker.GoodLog.body;
import static ocelli.trials.checker.GoodLog.hook;
import static ocelli.trials.checker.GoodLog.image;
import static ocelli.trials.checker.GoodLog.line;
import static ocelli.trials.checker.GoodLog.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Logs that look well where only the number of things, or only what came, is looked at. */
class FooledTest {
  private static final long SECOND = 1_000_000;
  private static final long LATER = 2_000 * SECOND;
  private static final String IMAGE = image("bert", 1, 0);
  private static final UnaryOperator<Entry> FAILED =
      entry ->
          body("\"data\":{", "\"data\":{\"task\":\"task0-1.0\",\"code\":\"poison\",")
              .andThen(body("task0.v1m0.Answer", "vision.v1m0.Failed"))
              .apply(entry);

  private final GoodLog log = GoodLog.create();

  @Test
  void aReaderFromACursor_thatNeverConnected() {
    log.with(new Entry.Opened("after-3-bert", "bert", 3, LATER));
    assertThat(log.broken()).containsExactly("I4");
  }

  @Test
  void aHeldConnectionThatGotNothing_whereAllWasReadAgain() {
    log.withoutAll(line("live-bert", ""));
    assertThat(log.broken()).containsExactly("I7");
  }

  @Test
  void aHeldConnectionThatLacksTheLastSummary() {
    log.without(line("live-bert", "sum-bert-3"));
    assertThat(log.broken()).containsExactly("I7");
  }

  @Test
  void everyImageGivenUp() {
    for (String client : List.of("anna", "bert")) {
      log.changedAll(told(client, "task0"), FAILED);
    }
    assertThat(log.judged().lost()).isEqualTo(16);
    assertThat(log.broken()).containsExactly("I1");
  }

  @Test
  void poison_mustBeGivenUpByAll_andOnlyIt() {
    log.with(new Entry.Poison(IMAGE));
    assertThat(log.broken()).containsExactly("I1");
    log.changedAll(told("bert", IMAGE + "0\""), FAILED);
    assertThat(log.broken()).containsExactly("I1");
    log.changedAll(
        told("bert", IMAGE + "1\""),
        entry -> FAILED.apply(body("task1.v1m0", "task0.v1m0").apply(entry)));
    log.changedAll(told("bert", IMAGE + "1\""), body("task0-1.0", "task1-1.0"));
    assertThat(log.broken()).isEmpty();
  }

  @Test
  void oneTaskAnswersTwice_theOtherNever() {
    log.changedAll(told("bert", IMAGE + "1\""), body("task1", "task0"));
    assertThat(log.broken()).containsExactly("I1", "I7");
  }

  @Test
  void everySummaryClosedByTime_withoutTheSecondImage() {
    for (String client : List.of("anna", "bert")) {
      for (int t = 0; t < 4; t++) {
        log.changedAll(told(client, "sum-" + client + "-" + t), withoutTheSecond(client, t));
        log.changedAll(told(client, "sum-" + client + "-" + t), body("complete", "partial"));
      }
    }
    assertThat(log.broken()).containsExactly("I1", "I7");
  }

  @Test
  void aSummaryClosedByTime_neverFollowedByOneOfAll() {
    log.changedAll(told("bert", "sum-bert-2"), body("complete", "partial"));
    assertThat(log.broken()).containsExactly("I1", "I7");
  }

  @Test
  void aSummaryOfAll_thatLacksAnImage() {
    log.changedAll(told("bert", "sum-bert-2"), withoutTheSecond("bert", 2));
    assertThat(log.broken()).containsExactly("I1", "I7");
  }

  @Test
  void aSummaryOfAll_onlyWhenRevised() {
    log.changedAll(told("bert", "sum-bert-2"), body("\"revision\":0", "\"revision\":1"));
    assertThat(log.broken()).isEmpty();
    log.changedAll(told("bert", "sum-bert-2"), body("Two", "A few"));
    assertThat(log.broken()).containsExactly("I6");
  }

  @Test
  void idsUnderNewCursors_areOfAllClientsTogether() {
    for (int n = 0; n < 3; n++) {
      renew("anna", image("anna", n, 0) + "0", 100 + n);
      renew("bert", image("bert", n, 0) + "0", 200 + n);
    }
    assertThat(log.broken()).containsExactly("I2");
    log.with(crash(1));
    assertThat(log.broken()).isEmpty();
  }

  @Test
  void idsUnderNewCursors_areOfTheProcessThatDied() {
    for (int n = 0; n < 3; n++) {
      renew("anna", image("anna", n, 0) + "0", 100 + n);
      renew("bert", image("bert", n, 0) + "0", 200 + n);
    }
    log.with(crash(0.5));
    assertThat(log.broken()).containsExactly("I2");
  }

  @Test
  void answersUnderNewCursors_areNotExplainedBySummaries() {
    renew("bert", IMAGE + "0", 200);
    log.with(fault("kill", "summaries"));
    assertThat(log.broken()).containsExactly("I2");
  }

  @Test
  void aWebhookAgain_whereProcessesOfPushWereToldToEnd() {
    log.again(hook("anna", image("anna", 1, 0)));
    log.with(fault(Entry.Fault.RESTART, "push"));
    assertThat(log.broken()).containsExactly("I2");
    log.with(fault("kill", "push"));
    assertThat(log.broken()).isEmpty();
  }

  private static Entry.Fault crash(double share) {
    return new Entry.Fault("kill", "vision-1", List.of("vision"), LATER, LATER + SECOND, share);
  }

  private static Entry.Fault fault(String kind, String service) {
    return new Entry.Fault(kind, service + "-1", List.of(service), LATER, LATER + SECOND, 1);
  }

  private static UnaryOperator<Entry> withoutTheSecond(String client, int transaction) {
    return body(image(client, transaction, 1), image(client, transaction, 0));
  }

  /** A message comes again as its client's last. */
  private void renew(String client, String id, long cursor) {
    Entry.Webhook first =
        (Entry.Webhook)
            log.entries().stream().filter(hook(client, "\"id\":\"" + id)).findFirst().orElseThrow();
    long last =
        log.entries().stream()
            .filter(hook(client, ""))
            .map(entry -> Message.parse(((Entry.Webhook) entry).body()).orElseThrow().cursor())
            .max(Long::compare)
            .orElseThrow();
    String again =
        first
            .body()
            .replaceAll(
                "\"cursor\":\\d+(,\"previous\":\\d+)?",
                "\"cursor\":" + cursor + ",\"previous\":" + last);
    for (String reader : List.of("live-", "all-", "suffix-")) {
      log.with(new Entry.Line(reader + client, first.at(), again));
    }
    log.with(new Entry.Webhook(client, first.at(), true, true, again));
  }
}
