package ocelli.jobs.core;

import static ocelli.jobs.core.Samples.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Answer FIRST_HALF =
      answer("a", "ocr.v1m0.Text", "i1", "{\"text\":\"one\\n\",\"index\":0,\"count\":2}");
  private static final Answer SECOND_HALF =
      answer("b", "ocr.v1m0.Text", "i1", "{\"text\":\"two\\n\",\"index\":1,\"count\":2}");
  private static final Answer FAILED =
      answer("c", "vision.v1m0.Failed", "i1", "{\"task\":\"codes-1.0\",\"code\":\"engine\"}");

  @Test
  void complete_countsAWholeAnswer_andAFailedOne() {
    assertThat(new Answers(List.of(FIRST_HALF)).complete()).isZero();
    assertThat(new Answers(List.of(FIRST_HALF, FAILED)).complete()).isEqualTo(1);
    assertThat(new Answers(List.of(FIRST_HALF, FAILED, SECOND_HALF)).complete()).isEqualTo(2);
  }

  @Test
  void suffice_withoutSummaryClaim_needsEachTaskForEachPage() {
    Answers one = new Answers(List.of(FIRST_HALF, SECOND_HALF));
    assertThat(one.suffice(1, 1, false)).isTrue();
    assertThat(one.suffice(2, 1, false)).isFalse();
    assertThat(one.suffice(1, 2, false)).isFalse();
    assertThat(one.suffice(1, 1, true)).isFalse();
  }

  @Test
  void suffice_withSummaryClaim_needsOneThatKnowsAllPages() {
    Answer early = answer("s0", "summary.v1m0.Summary", "", "{\"images\":[{}]}");
    Answer late = answer("s1", "summary.v1m0.Summary", "", "{\"images\":[{},{}]}");
    assertThat(new Answers(List.of(early)).suffice(2, 4, true)).isFalse();
    assertThat(new Answers(List.of(early, late)).suffice(2, 4, true)).isTrue();
  }
}
