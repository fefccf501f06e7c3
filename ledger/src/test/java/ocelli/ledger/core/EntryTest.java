package ocelli.ledger.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryTest {
  private static final Instant ACCEPTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> TASKS = List.of("codes-1.0", "ocr-1.0");

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void with_anyOrderAndRepeats_isTheSameAccount(int seed) {
    List<Sighting> all = new ArrayList<>(whole());
    Random random = new Random(seed);
    all.add(again(all.get(random.nextInt(all.size()))));
    Collections.shuffle(all, random);

    Entry entry = noted(all);

    assertThat(entry.complete()).isTrue();
    assertThat(entry.expected()).isEqualTo(TASKS);
    assertThat(entry.answers()).hasSize(6);
  }

  @ParameterizedTest(name = "without sighting {0}")
  @MethodSource("answers")
  void missing_oneAnswerAway_namesItsTaskAndStage(int index) {
    List<Sighting> all = new ArrayList<>(whole());
    Answer lost = all.remove(index).answer().orElseThrow();

    assertThat(noted(all).missing()).containsExactly(new Missing(lost.stage(), lost.task()));
  }

  static IntStream answers() {
    return IntStream.range(1, 7);
  }

  @Test
  void missing_announcementAway_nothingIsOwed() {
    assertThat(noted(whole().subList(1, 7)).complete()).isTrue();
  }

  @Test
  void missing_onlyAnnounced_everyTaskOwesBothTopics() {
    assertThat(noted(whole().subList(0, 1)).missing()).hasSize(4);
  }

  @Test
  void answered_partsOfTwoDifferentCuts_areNoWhole() {
    Entry entry =
        noted(
            List.of(
                seen(answer(Stage.VISION, "ocr-1.0", 0, 2, 1)),
                seen(answer(Stage.VISION, "ocr-1.0", 2, 3, 2))));

    assertThat(entry.answered(Stage.VISION, "ocr-1.0")).isFalse();
  }

  @Test
  void answered_onePartTwice_isNoWhole() {
    Sighting first = seen(answer(Stage.VISION, "ocr-1.0", 0, 2, 1));

    assertThat(noted(List.of(first, again(first))).answered(Stage.VISION, "ocr-1.0")).isFalse();
  }

  @Test
  void parse_itsText_isTheAnswer() {
    Answer answer = answer(Stage.DELIVERY, "ocr-1.0", 1, 3, 1L << 46);

    assertThat(Answer.parse(answer.text(List.of()), List.of())).isEqualTo(answer);
    assertThatThrownBy(() -> Answer.parse("ocr", List.of()))
        .hasMessageContaining("not an answer: ocr");
  }

  @Test
  void parse_itsTextWithAnEndpoint_isTheAnswer() {
    List<Endpoint> endpoints =
        List.of(new Endpoint(1, "https://a/b c"), new Endpoint(2, "https://d"));
    Answer answer = answer(Stage.DELIVERY, "ocr-1.0", 0, 1, 17).to(Optional.of(endpoints.get(1)));

    assertThat(answer.text(endpoints)).isEqualTo("delivery-1 ocr-1.0 0/1 17 1");
    assertThat(Answer.parse(answer.text(endpoints), endpoints)).isEqualTo(answer);
    assertThat(Endpoint.parse(endpoints.get(0).text())).isEqualTo(endpoints.get(0));
  }

  @Test
  void missing_tasksAnswered_theSummaryIsStillOwedWhereItIsGranted() {
    List<Sighting> all = new ArrayList<>(whole());
    all.add(granted());
    Entry entry = noted(all);

    assertThat(entry.answered()).isTrue();
    assertThat(entry.complete()).isFalse();
    assertThat(entry.missing()).containsExactly(new Missing(Stage.SUMMARIES, Answer.SUMMARY));
    assertThat(entry.with(summary()).complete()).isTrue();
  }

  @Test
  void opens_aSummary_never() {
    assertThat(summary().opens(Duration.ofMinutes(1))).isFalse();
  }

  /** An announcement under a token that grants a summary. */
  private static Sighting granted() {
    Sighting plain = sighting(Optional.empty(), ACCEPTED);
    return new Sighting(
        plain.image(),
        plain.client(),
        plain.transaction(),
        ACCEPTED,
        TASKS,
        true,
        plain.answer(),
        ACCEPTED);
  }

  private static Sighting summary() {
    Sighting plain = sighting(Optional.empty(), ACCEPTED);
    return new Sighting(
        plain.image(),
        plain.client(),
        plain.transaction(),
        ACCEPTED,
        List.of(),
        false,
        Optional.of(answer(Stage.SUMMARIES, Answer.SUMMARY, 0, 1, 20)),
        ACCEPTED);
  }

  @Test
  void opens_onlyWhileAnEntryWouldBeKept() {
    assertThat(logged(ACCEPTED.plusSeconds(59)).opens(Duration.ofMinutes(1))).isTrue();
    assertThat(logged(ACCEPTED.plusSeconds(60)).opens(Duration.ofMinutes(1))).isFalse();
  }

  /** An announcement, and on each topic codes whole and ocr in two parts. */
  private static List<Sighting> whole() {
    List<Sighting> all = new ArrayList<>();
    all.add(sighting(Optional.empty(), ACCEPTED));
    for (Stage stage : Stage.OF_TASKS) {
      all.add(seen(answer(stage, "codes-1.0", 0, 1, 5)));
      all.add(seen(answer(stage, "ocr-1.0", 0, 2, 6)));
      all.add(seen(answer(stage, "ocr-1.0", 1, 2, 7)));
    }
    return all;
  }

  private static Entry noted(List<Sighting> sightings) {
    Entry entry = Entry.opened(sightings.get(0));
    for (Sighting sighting : sightings) {
      entry = entry.with(sighting);
    }
    return entry;
  }

  /** As it comes after a crash of its maker: the same, at another place. */
  private static Sighting again(Sighting sighting) {
    return sighting(
        sighting
            .answer()
            .map(
                answer ->
                    new Answer(
                        answer.stage(),
                        answer.task(),
                        answer.index(),
                        answer.count(),
                        answer.place() + 100,
                        answer.endpoint())),
        ACCEPTED);
  }

  private static Sighting seen(Answer answer) {
    return sighting(Optional.of(answer), ACCEPTED);
  }

  private static Sighting logged(Instant at) {
    return sighting(Optional.empty(), at);
  }

  private static Sighting sighting(Optional<Answer> answer, Instant loggedAt) {
    return new Sighting(
        new ImageId("0".repeat(32)),
        new ClientId("camera"),
        new TransactionId("t"),
        ACCEPTED,
        TASKS,
        false,
        answer,
        loggedAt);
  }

  private static Answer answer(Stage stage, String task, int index, int count, long place) {
    return new Answer(stage, task, index, count, place, Optional.empty());
  }
}
