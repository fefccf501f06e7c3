package ocelli.trials.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a log says of its faults: who may be turned away meanwhile, and what each cost. */
class FaultsTest {
  private static final long SECOND = 1_000_000;
  private static final long BEGIN = 1_000 * SECOND; // of the good log, which takes a few seconds
  private static final long LATER = 2_000 * SECOND;

  private final GoodLog log = GoodLog.create();

  @Test
  void quorum_refusedAtOnce_isRight() {
    log.with(fault(Entry.Fault.QUORUM, LATER, 10 * SECOND));
    assertThat(broken(attempt(LATER + 2 * SECOND, 503, SECOND / 2))).isEmpty();
  }

  @Test
  void quorum_refusedLate_orFailed_isWrong() {
    log.with(fault(Entry.Fault.QUORUM, LATER, 10 * SECOND));
    assertThat(broken(attempt(LATER + 2 * SECOND, 503, 2 * SECOND))).containsExactly("I9");
  }

  @Test
  void quorum_hangingUntilTheBrokersAreBack_isWrong() {
    log.with(fault(Entry.Fault.QUORUM, LATER, 10 * SECOND));
    assertThat(broken(attempt(LATER + 2 * SECOND, 503, 17 * SECOND / 2))).containsExactly("I9");
  }

  @Test
  void quorum_lostAMomentAgo_mayTakeLonger() {
    log.with(fault(Entry.Fault.QUORUM, LATER, 10 * SECOND));
    assertThat(broken(attempt(LATER + SECOND / 2, 503, 2 * SECOND))).isEmpty();
  }

  @Test
  void quorum_acknowledgedMeanwhile_isWrong() {
    log.with(fault(Entry.Fault.QUORUM, BEGIN - 2 * SECOND, 20 * SECOND));
    assertThat(log.broken()).containsExactly("I9");
  }

  @Test
  void restart_turnsHardlyAnybodyAway() {
    log.with(fault(Entry.Fault.RESTART, LATER, SECOND, "ingestion"));
    assertThat(log.broken()).isEmpty();
    assertThat(broken(attempt(LATER, 503, 3_000))).containsExactly("I9");
  }

  @Test
  void kill_mayTurnPeopleAway() {
    log.with(fault("kill", LATER, SECOND, "ingestion"));
    assertThat(broken(attempt(LATER, 503, 3_000))).isEmpty();
  }

  @Test
  void measured_overItsLimit_isWrong() {
    log.with(new Entry.Measured("bytes", 10, 10));
    assertThat(log.broken()).isEmpty();
    log.with(new Entry.Measured("bytes", 11, 10));
    assertThat(log.broken()).containsExactly("I10");
  }

  @Test
  void brokenOff_isNoProof() {
    log.with(new Entry.BrokenOff("the broker did not come back"));
    assertThat(log.broken()).containsExactly("I0");
  }

  @Test
  void figures_sayWhatAFaultCost() {
    log.with(fault("kill", BEGIN, SECOND / 10, "push"));
    Figures.Fault figures = log.judged().figures().faults().get(0);
    assertThat(figures.what()).isEqualTo("kill something");
    assertThat(figures.lasted()).isEqualTo(Duration.ofMillis(100));
    assertThat(figures.gap()).isEqualTo(Duration.ofMillis(50)); // the good log's pace
    assertThat(figures.recovery())
        .hasValueSatisfying(took -> assertThat(took).isGreaterThan(Duration.ofMillis(300)));
  }

  @Test
  void figures_ofABacklog_sayAtWhichPaceItShrank() {
    List<Entry> all = new ArrayList<>();
    all.add(new Entry.Client("cleo", 1, false));
    all.add(new Entry.Opened("live", "cleo", -1, BEGIN));
    for (int n = 0; n < 10; n++) { // one a second arrives, and then two a second are answered
      String image = GoodLog.image("cleo", 0, n);
      long sent = BEGIN + n * SECOND;
      all.add(new Entry.Attempt("cleo", "t", image, n, 10, sent, sent, sent, 200, false));
      String body =
          """
          {"id":"%d","type":"a","timestamp":"t","cursor":%d,"transaction":"t","image":"%s","data":{}}"""
              .formatted(n, n, image);
      all.add(new Entry.Line("live", BEGIN + 10 * SECOND + n * SECOND / 2, body));
    }
    all.add(fault("down", BEGIN, 10 * SECOND - 1));
    Figures.Fault fault = Checker.judge(all, GoodLog.BOUNDS).figures().faults().get(0);
    assertThat(fault.recovery()).hasValue(Duration.ofMillis(4_500).plusNanos(1_000));
    assertThat(fault.catchUp()).hasValueSatisfying(pace -> assertThat(pace).isBetween(2.1, 2.3));
  }

  @Test
  void figures_ofAFaultThatLostSomething_nameNoRecovery() {
    log.with(fault("kill", LATER, SECOND, "push"));
    log.without(GoodLog.hook("anna", GoodLog.image("anna", 1, 0)));
    Verdict verdict = log.judged();
    assertThat(verdict.figures().faults().get(0).recovery()).isEmpty();
    assertThat(verdict.lost()).isEqualTo(1);
  }

  private List<String> broken(Entry.Attempt also) {
    log.with(also);
    return log.broken();
  }

  private static Entry.Fault fault(String kind, long from, long lasted, String... services) {
    return new Entry.Fault(kind, "something", List.of(services), from, from + lasted, 1);
  }

  private static Entry.Attempt attempt(long at, int status, long took) {
    return new Entry.Attempt(
        "bert", "bert-x", GoodLog.image("bert", 3, 1), 1, 2, at, at, at + took, status, true);
  }
}
