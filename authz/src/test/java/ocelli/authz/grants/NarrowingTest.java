package ocelli.authz.grants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ocelli.authz.verify.ClaimPattern;
import ocelli.authz.verify.Claims;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowingTest {
  private static final List<String> PATTERNS =
      List.of("ocr-*", "ocr-1", "ocr-1.*", "ocr-1.0", "ocr-1.1", "ocr-2.*", "ocr-2.0", "push-1");
  private static final List<String> SERVICES =
      List.of("ocr-1.0", "ocr-1.1", "ocr-1.2", "ocr-2.0", "ocr-3.0", "push-1");

  @Test
  void narrow_wider_keepsWhatIsGranted() throws Exception {
    Grants granted = grants("{\"ocr-1.*\":{\"a\":1},\"codes-1.*\":true}");

    assertThat(Narrowing.narrow(granted, "ocr-*").orElseThrow().json().toString())
        .isEqualTo("{\"ocr-1.*\":{\"a\":1}}");
  }

  @Test
  void narrow_tighter_keepsTheSettings() throws Exception {
    Grants granted = grants("{\"faceextract-1.*\":{\"identity\":true}}");

    assertThat(Narrowing.narrow(granted, "faceextract-1.0").orElseThrow().json().toString())
        .isEqualTo("{\"faceextract-1.0\":{\"identity\":true}}");
  }

  @Test
  void narrow_exceptions_stayExceptions() throws Exception {
    Grants granted = grants("{\"ocr-*\":true,\"ocr-1.0\":false}");
    Grants narrowed = Narrowing.narrow(granted, "ocr-1.*").orElseThrow();

    assertThat(claims(narrowed).grant("ocr-1.1")).isPresent();
    assertThat(claims(narrowed).grant("ocr-1.0")).isEmpty();
    assertThat(Narrowing.narrow(granted, "ocr-1.0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"codes-1.*", "ocr", "*", "ocr-1.* codes-1.*", "openid", ""})
  void narrow_whatIsNotGranted_isNone(String scope) throws Exception {
    assertThat(Narrowing.narrow(grants("{\"ocr-1.*\":true}"), scope)).isEmpty();
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void narrow_neverGivesMore(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, JsonNode> map = new LinkedHashMap<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
      boolean twice =
          map.keySet().stream().anyMatch(other -> parsed(other).equals(parsed(pattern)));
      if (!twice) {
        map.put(pattern, BooleanNode.valueOf(random.nextInt(4) > 0));
      }
    }
    Grants granted = new Grants(map);
    String first = PATTERNS.get(random.nextInt(PATTERNS.size()));
    String second = PATTERNS.get(random.nextInt(PATTERNS.size()));

    Narrowing.narrow(granted, first + " " + second)
        .ifPresent(
            narrowed ->
                SERVICES.forEach(
                    service -> {
                      boolean asked =
                          parsed(first).covers(parsed(service))
                              || parsed(second).covers(parsed(service));
                      boolean before = claims(granted).grant(service).isPresent();
                      assertThat(claims(narrowed).grant(service).isPresent())
                          .as("%s in %s narrowed to %s %s", service, map, first, second)
                          .isEqualTo(asked && before);
                    }));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'ocr-1.*':true,'codes-*':{'a':1}} |",
        "[] | grants: an object",
        "{'ocr':true} | not a claim pattern",
        "{'ocr-1':true,'ocr-1.*':true} | twice",
        "{'ocr-1':'yes'} | true, false or an object",
        "{'ocr-1':null} | true, false or an object",
        "{'push-1':{'url':'https://x'}} | push_url",
        "{'push-*':true} | push_url",
      })
  void refusal_namesWhatIsWrong(String json, String expected) throws Exception {
    Optional<String> refusal = Grants.refusal(node(json.replace('\'', '"')));

    if (expected == null) {
      assertThat(refusal).isEmpty();
    } else {
      assertThat(refusal.orElseThrow()).contains(expected);
    }
  }

  private static ClaimPattern parsed(String text) {
    return ClaimPattern.parse(text).orElseThrow();
  }

  private static Claims claims(Grants grants) {
    return new Claims(
        new ClientId("a"),
        "1",
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(1),
        false,
        grants.byPattern(),
        Optional.empty());
  }

  private static Grants grants(String json) throws Exception {
    return Grants.of(node(json));
  }

  private static JsonNode node(String json) throws Exception {
    return new ObjectMapper().readTree(json);
  }
}
