package ocelli.firehose.core;

import static ocelli.firehose.core.Fixtures.START;
import static ocelli.firehose.core.Fixtures.chain;
import static ocelli.firehose.core.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldStreamTest {
  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  @Test
  void begin_nothingInTheTable_saysSoAtOnce_thenAsksTheHub() {
    HeldStream stream = stream(Filter.NONE, NONE);
    assertThat(stream.next(START)).isEqualTo(new Step.ReadTable(-1));
    stream.read(List.of());
    assertThat(written(stream.next(START)))
        .isEqualTo("{\"heartbeat\":{\"complete_up_to\":-1,\"now\":\"2026-11-21T00:00:00Z\"}}\n");
    assertThat(stream.next(START)).isEqualTo(new Step.AskHub(-1));
  }

  @Test
  void begin_rowsInTheTable_noHeartbeatBeforeOrBehindThem() {
    HeldStream stream = stream(Filter.NONE, NONE);
    stream.read(chain(1, 2));
    assertThat(written(stream.next(START))).startsWith("{\"cursor\":1,");
    assertThat(stream.next(START)).isEqualTo(new Step.ReadTable(2));
    stream.read(List.of());
    assertThat(stream.next(START)).isEqualTo(new Step.AskHub(2));
  }

  @Test
  void hubForgot_readsTheTableAgain() {
    HeldStream stream = stream(Filter.NONE, NONE);
    stream.read(List.of());
    stream.heard(new Word.ReadTable(), START);
    assertThat(stream.next(START)).isEqualTo(new Step.ReadTable(-1));
  }

  @Test
  void filtered_saysWhatItLeftOut() {
    HeldStream stream = stream(new Filter(Set.of("codes.v1m0.Codes"), Set.of()), NONE);
    stream.read(
        List.of(
            row(3, OptionalLong.empty(), "ocr.v1m0.Text", "t"),
            row(5, OptionalLong.of(3), "ocr.v1m0.Text", "t"),
            row(8, OptionalLong.of(5), "codes.v1m0.Codes", "t"),
            row(9, OptionalLong.of(8), "codes.v1m0.Codes", "t")));
    assertThat(written(stream.next(START)))
        .isEqualTo(
            "{\"cursor\":8,\"data\":{},\"skipped\":{\"from\":3,\"to\":5}}\n"
                + "{\"cursor\":9,\"data\":{}}\n");
  }

  @Test
  void allLeftOut_heartbeatSaysHowFarItIs() {
    HeldStream stream = stream(new Filter(Set.of(), Set.of("other")), NONE);
    stream.read(chain(3, 5));
    assertThat(stream.next(START)).isEqualTo(new Step.ReadTable(5));
    stream.read(List.of());
    assertThat(written(stream.next(START)))
        .isEqualTo("{\"heartbeat\":{\"complete_up_to\":5,\"now\":\"2026-11-21T00:00:00Z\"}}\n");
    assertThat(stream.next(START)).isEqualTo(new Step.AskHub(5));
    assertThat(written(stream.next(START.plus(HEARTBEAT))))
        .isEqualTo("{\"heartbeat\":{\"complete_up_to\":5,\"now\":\"2026-11-21T00:00:15Z\"}}\n");
  }

  @Test
  void slowPace_pausesAndStillShowsThatItLives() {
    HeldStream stream = stream(Filter.NONE, 0.01);
    stream.read(chain(1, 2));
    assertThat(written(stream.next(START))).contains("\"cursor\":1").doesNotContain("\"cursor\":2");
    assertThat(stream.next(START)).isEqualTo(new Step.Pause(HEARTBEAT));
    assertThat(written(stream.next(START.plus(HEARTBEAT)))).contains("\"complete_up_to\":1,");
    Instant due = START.plusSeconds(100);
    assertThat(written(stream.next(due))).contains("\"cursor\":2");
  }

  @Test
  void repeatedRows_areWrittenOnce() {
    HeldStream stream = stream(Filter.NONE, NONE);
    stream.read(chain(1, 2));
    stream.next(START);
    stream.heard(new Word.Rows(chain(1, 2, 3)), START);
    assertThat(written(stream.next(START))).isEqualTo("{\"cursor\":3,\"data\":{}}\n");
  }

  private static HeldStream stream(Filter filter, double rate) {
    return new HeldStream(-1, filter, new Pace(rate, NONE, START), Format.NDJSON, HEARTBEAT, START);
  }

  private static String written(Step step) {
    return step.match(
        chunk -> chunk.toStringUtf8(),
        pause -> "pause " + pause,
        hub -> "hub " + hub,
        table -> "table " + table);
  }
}
