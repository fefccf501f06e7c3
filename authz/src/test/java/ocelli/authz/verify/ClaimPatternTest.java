package ocelli.authz.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimPatternTest {
  @ParameterizedTest
  @CsvSource({
    "ingest-1.*, ingest-1.0, true",
    "ingest-1.*, ingest-1.17, true",
    "ingest-1.*, ingest-2.0, false",
    "ingest-1.*, ingest-10.0, false",
    "ingest-1, ingest-1.0, true",
    "ocr-*, ocr-1.0, true",
    "ocr-*, ocr-9.9, true",
    "ocr-*, ocrx-1.0, false",
    "ocr-*, xocr-1.0, false",
    "push-1, push-1, true",
    "push-1.*, push-1, true",
    "push-*, push-1, true",
    "push-1.0, push-1, false",
    "push-1, push-2, false",
    "faceextract-1.0, faceextract-1.0, true",
    "faceextract-1.0, faceextract-1.1, false",
  })
  void covers_aService(String pattern, String service, boolean covered) {
    assertThat(parsed(pattern).covers(parsed(service))).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ocr",
        "ocr-",
        "-1.0",
        "*",
        "*-1.0",
        "ocr-1.",
        "ocr-.1",
        "ocr-*.*",
        "ocr-*.1",
        "OCR-1.0",
        "ocr-1.0.0",
        "ocr-1.0 ",
        " ocr-1.0",
        "ocr-١.0",
        "ocr-1.0\n",
        "ocr--1",
        "ocr-12345.0",
        "oc*-1.0"
      })
  void parse_whatIsNone_isEmpty(String text) {
    assertThat(ClaimPattern.parse(text)).isEmpty();
  }

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parse_itsOwnText_isItself(int seed) {
    ClaimPattern pattern = random(new SplittableRandom(seed));

    assertThat(ClaimPattern.parse(pattern.toString())).contains(pattern);
    assertThat(pattern.covers(pattern)).isTrue();
  }

  /** Covering is an order: transitive, and mutual only between equals. */
  @ParameterizedTest
  @MethodSource("seeds")
  void covers_isAnOrder(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      ClaimPattern a = random(random);
      ClaimPattern b = random(random);
      ClaimPattern c = random(random);
      if (a.covers(b) && b.covers(c)) {
        assertThat(a.covers(c)).as("%s %s %s", a, b, c).isTrue();
      }
      if (a.covers(b) && b.covers(a)) {
        assertThat(a).isEqualTo(b);
      }
    }
  }

  @Test
  void grant_mostSpecificWins() {
    Map<String, JsonNode> grants = new LinkedHashMap<>();
    JsonNode settings = JsonNodeFactory.instance.objectNode().put("identity", true);
    grants.put("ocr-*", BooleanNode.TRUE);
    grants.put("ocr-1.*", settings);
    grants.put("ocr-1.3", BooleanNode.FALSE);
    Claims claims = claims(grants);

    assertThat(claims.grant("ocr-2.0")).contains(BooleanNode.TRUE);
    assertThat(claims.grant("ocr-1.0")).contains(settings);
    assertThat(claims.grant("ocr-1.3")).isEmpty();
    assertThat(claims.grant("codes-1.0")).isEmpty();
    assertThat(claims.grant("nonsense")).isEmpty();
  }

  @Test
  void grant_nullIsNo() {
    assertThat(claims(Map.of("ocr-*", JsonNodeFactory.instance.nullNode())).grant("ocr-1.0"))
        .isEmpty();
  }

  private static Claims claims(Map<String, JsonNode> grants) {
    return new Claims(
        Tokens.CLIENT, "1", Tokens.NOW, Tokens.NOW.plusSeconds(1), false, grants, Optional.empty());
  }

  private static ClaimPattern random(SplittableRandom random) {
    String name = random.nextBoolean() ? "ocr" : "push";
    int major = random.nextInt(-1, 3);
    return new ClaimPattern(name, major, major < 0 ? -1 : random.nextInt(-1, 3));
  }

  private static ClaimPattern parsed(String text) {
    return ClaimPattern.parse(text).orElseThrow();
  }
}
