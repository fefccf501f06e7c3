package ocelli.authz.grants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ocelli.authz.verify.ClaimPattern;
import ocelli.authz.verify.Claims;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IntersectionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PATTERNS =
      List.of("ocr-*", "ocr-1", "ocr-1.0", "ocr-1.1", "ocr-2.*", "ocr-2.0", "ingest-1.*", "push-1");
  private static final List<String> SERVICES =
      List.of("ocr-1.0", "ocr-1.1", "ocr-1.2", "ocr-2.0", "ocr-3.0", "ingest-1.0", "push-1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the narrower of both
        "{'ocr-*':true} | {'ocr-1.*':true} | {'ocr-1.*':true}",
        "{'ocr-1.0':true} | {'ocr-*':true} | {'ocr-1.0':true}",
        "{'ocr-1.0':true} | {'ocr-2.*':true} | {}",
        // what one does not have, neither has
        "{'ocr-*':true} | {'codes-1.*':true,'push-1':{'url':'https://x'}} | {}",
        // exceptions stay exceptions
        "{'ocr-*':true} | {'ocr-*':true,'ocr-1.0':false} | {'ocr-*':true,'ocr-1.0':false}",
        // settings only where both have them
        "{'f-1.*':{'identity':true}} | {'f-1.*':true} | {'f-1.*':true}",
        "{'f-1.*':true} | {'f-1.*':{'identity':true}} | {'f-1.*':true}",
        "{'f-1.*':{'identity':true}} | {'f-1.*':{'identity':false}} | {'f-1.*':true}",
        "{'f-1.*':{'a':1,'identity':true}} | {'f-1.*':{'identity':true}} | {'f-1.*':{'identity':true}}",
        // the service's own doors
        "{'ingest-1.*':true,'firehose-1.*':true} | {'jobs-1.*':true} |"
            + " {'firehose-1.*':true,'ingest-1.*':true}",
        "{'ocr-*':true} | {'ingest-1.*':true,'firehose-1.*':true} | {}",
      })
  void of_twoGrants_isWhatBothMay(String service, String owner, String expected) throws Exception {
    assertThat(Intersection.of(grants(service), grants(owner)).json())
        .isEqualTo(JSON.readTree(expected.replace('\'', '"')));
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void of_any_grantsAServiceExactlyWhereBothDo(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Grants service = random(random);
    Grants owner = random(random);
    Claims both = claims(Intersection.of(service, owner));

    for (String name : SERVICES) {
      boolean expected =
          claims(service).grant(name).isPresent()
              && (name.startsWith("ingest") || claims(owner).grant(name).isPresent());
      assertThat(both.grant(name).isPresent())
          .as("%s in %s for %s", name, service, owner)
          .isEqualTo(expected);
    }
  }

  @Test
  void hasTask_onlyDoors_isFalse() throws Exception {
    assertThat(Intersection.hasTask(grants("{'ingest-1.*':true,'summary-1.*':true}"))).isFalse();
    assertThat(Intersection.hasTask(grants("{'ocr-1.*':false}"))).isFalse();
    assertThat(Intersection.hasTask(grants("{'ingest-1.*':true,'quality-1.*':true}"))).isTrue();
  }

  private static Grants random(SplittableRandom random) {
    Map<String, JsonNode> grants = new LinkedHashMap<>();
    Set<ClaimPattern> seen = new HashSet<>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
      if (seen.add(ClaimPattern.parse(pattern).orElseThrow())) {
        grants.put(pattern, BooleanNode.valueOf(random.nextInt(4) > 0));
      }
    }
    return new Grants(grants);
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
    return Grants.of(JSON.readTree(json.replace('\'', '"')));
  }
}
