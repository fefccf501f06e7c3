package ocelli.jobs.core;

import static ocelli.jobs.core.Samples.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultDocumentTest {
  private static final Instant TIME = Instant.parse("2026-11-21T12:00:00Z");
  private static final Finished JOB =
      new Finished(
          Samples.job(1),
          90,
          Optional.of("https://example.org/two.pdf"),
          Optional.empty(),
          TIME,
          TIME.plusSeconds(3),
          List.of(new Page("i1", 10, 20), new Page("i2", 30, 40)));
  private static final List<Answer> ANSWERS =
      List.of(
          answer(
              "a",
              "ocr.v1m0.Text",
              "i1",
              "{\"text\":\"one\\n\",\"lines\":[{\"text\":\"one\"}],\"index\":0,\"count\":2}"),
          answer(
              "b",
              "ocr.v1m0.Text",
              "i1",
              "{\"text\":\"two\\n\",\"lines\":[{\"text\":\"two\"}],\"index\":1,\"count\":2}"),
          answer("c", "ocr.v1m0.Text", "i2", "{\"text\":\"three\\n\",\"lines\":[],\"count\":1}"),
          answer("d", "quality.v1m0.Quality", "i1", "{\"width\":20,\"height\":10}"),
          answer(
              "e",
              "vision.v1m0.Failed",
              "i2",
              "{\"task\":\"codes-1.0\",\"code\":\"engine\",\"detail\":\"broke\"}"),
          answer("f", "summary.v1m0.Summary", "", "{\"sentence\":\"two images\"}"));

  @Test
  void of_twoPages_hasTheTextInReadingOrder_andPartsMerged() {
    ObjectNode document = ResultDocument.of(JOB, new Answers(ANSWERS));
    assertThat(document.path("state").asText()).isEqualTo("SUCCESS");
    assertThat(document.path("url").asText()).isEqualTo("https://example.org/two.pdf");
    assertThat(document.path("name").isNull()).isTrue();
    assertThat(document.path("result").asText()).isEqualTo("one\ntwo\n\nthree\n");
    JsonNode first = document.path("pages").path(0);
    assertThat(first.path("ocr").path("lines")).hasSize(2);
    assertThat(first.path("ocr").path("count").asInt()).isEqualTo(1);
    assertThat(document.path("summary").path("sentence").asText()).isEqualTo("two images");
  }

  @Test
  void of_turnedImage_hasTheSizeThatAPersonSees() {
    JsonNode pages = ResultDocument.of(JOB, new Answers(ANSWERS)).path("pages");
    assertThat(pages.path(0).path("width").asInt()).isEqualTo(20);
    assertThat(pages.path(1).path("width").asInt()).isEqualTo(30);
  }

  @Test
  void of_taskThatCouldNotLook_isNamedWithItsReason() {
    JsonNode second = ResultDocument.of(JOB, new Answers(ANSWERS)).path("pages").path(1);
    assertThat(second.path("codes").isNull()).isTrue();
    assertThat(second.path("failed").toString())
        .isEqualTo("[{\"task\":\"codes-1.0\",\"reason\":\"engine: broke\"}]");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void of_answersInAnyOrder_isTheSameDocument(long seed) {
    List<Answer> shuffled = new ArrayList<>(ANSWERS);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(ResultDocument.of(JOB, new Answers(shuffled)))
        .isEqualTo(ResultDocument.of(JOB, new Answers(ANSWERS)));
  }

  @Test
  void excerpt_isOneLine_ofBoundedLength() {
    ObjectNode document = ResultDocument.of(JOB, new Answers(ANSWERS));
    assertThat(ResultDocument.excerpt(document, 100)).contains("one two three");
    assertThat(ResultDocument.excerpt(document, 3)).contains("one…");
  }
}
