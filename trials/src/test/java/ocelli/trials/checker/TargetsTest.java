package ocelli.trials.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The targets that a log's faults are about, and whether they are met. */
class TargetsTest {
  private static final long SECOND = 1_000_000;
  private static final long BEGIN = 1_000 * SECOND;

  private final List<Entry> log = new ArrayList<>();

  TargetsTest() {
    log.add(new Entry.Client("cleo", 1, false));
    log.add(new Entry.Opened("live", "cleo", -1, BEGIN));
  }

  @Test
  void kill_ofAService_isBackInTime_theWorstCounts() {
    images(10, 0);
    log.add(fault("kill", "push-1", 1, 9, "push"));
    assertThat(target("it serves again")).isEqualTo("at most 10 s, 9.0 s, true");
    log.add(fault("kill", "push-2", 1, 11, "push"));
    log.add(fault("kill", "push-2", 1, 8, "push"));
    assertThat(target("it serves again")).isEqualTo("at most 10 s, 11.0 s, false");
  }

  @Test
  void kill_ofAService_isBackWhenItServes_notWhenAllAreWell() {
    images(10, 0);
    log.add(new Entry.Serves("push-1", BEGIN + 5 * SECOND));
    log.add(new Entry.Serves("push-2", BEGIN + 3 * SECOND));
    log.add(fault("kill", "push-1", 1, 20, "push"));
    assertThat(target("it serves again")).isEqualTo("at most 10 s, 4.0 s, true");
    log.add(fault("kill", "push-1", 10, 20, "push"));
    assertThat(target("it serves again")).isEqualTo("at most 10 s, 20.0 s, false");
  }

  @Test
  void kill_ofABroker_acknowledgementsGoOn() {
    images(2, 0);
    log.add(attempt(14, 200, 0));
    log.add(fault("kill", "broker-2, leader", 1, 20, "vision", "summaries"));
    assertThat(target("leader: nothing is acknowledged")).isEqualTo("at most 12 s, 13.0 s, false");
  }

  @Test
  void pause_ofAReader_itsPartitionsAreReadByAnother() {
    images(5, 13 * SECOND);
    log.add(fault("pause", "vision-1 15 s", 1, 15, "vision"));
    assertThat(target("answers wait")).isEqualTo("at most 12 s, 13.0 s, false");
  }

  @Test
  void pause_ofAReader_countsFromThePause() {
    images(5, 13 * SECOND);
    log.add(fault("pause", "vision-1 15 s", 6, 15, "vision"));
    assertThat(target("answers wait")).isEqualTo("at most 12 s, 11.0 s, true");
  }

  @Test
  void kill_ofAReader_whatNeverComesIsNoTime() {
    log.add(attempt(1, 200, 0));
    log.add(fault("kill", "push-1", 1, 9, "push"));
    assertThat(target("answers wait")).isEqualTo("at most 12 s, for ever, false");
  }

  @Test
  void quorum_refusedAtOnce() {
    images(2, 0);
    log.add(attempt(12, 503, SECOND / 2));
    log.add(fault(Entry.Fault.QUORUM, "both away", 10, 20));
    assertThat(target("no quorum")).isEqualTo("at most 1 s, 0.5 s, true");
    log.add(attempt(13, 503, 7 * SECOND));
    assertThat(target("no quorum")).isEqualTo("at most 1 s, 7.0 s, false");
  }

  @Test
  void down_aBacklogShrinksFastEnough() {
    images(10, 10 * SECOND); // one a second comes, and one a second is answered
    log.add(fault("down", "every vision", 0, 10, "vision"));
    assertThat(target("a backlog shrinks")).endsWith(", 1.0 times, false");
  }

  @Test
  void down_noBacklog_isNoTarget() {
    images(10, 3 * SECOND); // some are always on their way
    log.add(fault("down", "every push", 0, 10, "push"));
    assertThat(judged()).isEmpty();
  }

  @Test
  void silence_countsFromTheBeginAndToTheEnd() {
    images(3, 0);
    assertThat(Checker.silence(log, BEGIN, BEGIN + 2 * SECOND)).isEqualTo(SECOND);
    assertThat(Checker.silence(log, BEGIN, BEGIN + 9 * SECOND)).isEqualTo(7 * SECOND);
    assertThat(Checker.silence(log, BEGIN - 4 * SECOND, BEGIN + SECOND)).isEqualTo(4 * SECOND);
  }

  private List<Target> judged() {
    return Checker.judge(log, GoodLog.BOUNDS).targets();
  }

  private String target(String what) {
    return judged().stream()
        .filter(target -> target.what().contains(what))
        .map(target -> target.wanted() + ", " + target.seen() + ", " + target.held())
        .findFirst()
        .orElseThrow();
  }

  /** One a second, each answered after a while. */
  private void images(int count, long answeredAfter) {
    for (int n = 0; n < count; n++) {
      log.add(attempt(n, 200, 0));
      String body =
          """
          {"id":"%d","type":"a.v1m0.A","timestamp":"t","cursor":%d,"transaction":"t","image":"%s","data":{}}"""
              .formatted(n, n, GoodLog.image("cleo", 0, n));
      log.add(new Entry.Line("live", BEGIN + n * SECOND + answeredAfter, body));
    }
  }

  private static Entry.Attempt attempt(int second, int status, long took) {
    long at = BEGIN + second * SECOND;
    String image = GoodLog.image("cleo", 0, second);
    return new Entry.Attempt(
        "cleo", "t", image, second, 99, at, at, at + took, status, status == 503);
  }

  private static Entry.Fault fault(
      String kind, String what, int from, int seconds, String... services) {
    long begin = BEGIN + from * SECOND;
    return new Entry.Fault(kind, what, List.of(services), begin, begin + seconds * SECOND, 1);
  }
}
