package ocelli.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import ocelli.client.PretendOcelli;
import ocelli.client.core.Digests;
import ocelli.client.token.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DemoTest {
  private static final Map<String, Sample> BY_DIGEST =
      Samples.all().stream()
          .collect(Collectors.toMap(sample -> Digests.sha256(Samples.bytes(sample)), any -> any));

  private final StringWriter results = new StringWriter();
  private final StringWriter words = new StringWriter();

  @Test
  void run_everythingComes_isGood() throws Exception {
    try (PretendOcelli ocelli = new PretendOcelli(DemoTest::look, lines -> lines)) {
      assertThat(run(ocelli, Duration.ofSeconds(30))).as(results + "\n" + words).isTrue();
    }
    assertThat(results.toString())
        .contains("Everything arrived and was verified.")
        .contains("55 of 55")
        .contains("receipt.png")
        .doesNotContain(" NO ");
    assertThat(words.toString()).contains("webhook ").contains("firehose ");
  }

  @Test
  void run_oneMessageNeverReachesTheFirehose_saysWhichAndFails() throws Exception {
    UnaryOperator<List<String>> loses =
        lines ->
            lines.stream().filter(line -> !line.contains("\"quality.v1m0.Quality\",")).toList();
    try (PretendOcelli ocelli = new PretendOcelli(DemoTest::look, loses)) {
      assertThat(loses).isNotNull();
      assertThat(runUnchained(ocelli)).isFalse();
    }
  }

  @Test
  void run_webhookAndFirehoseDiffer_fails() throws Exception {
    UnaryOperator<List<String>> alters =
        lines -> lines.stream().map(line -> line.replace("\"TOTAL", "\"T0TAL")).toList();
    try (PretendOcelli ocelli = new PretendOcelli(DemoTest::look, alters)) {
      assertThat(run(ocelli, Duration.ofSeconds(30))).isFalse();
    }
    assertThat(results.toString())
        .contains("webhook and firehose agree to the byte")
        .contains("differs")
        .contains("receipt.png should say TOTAL")
        .contains("NOT everything is as it should be.");
  }

  @Test
  void run_clientWithoutAClaim_saysWhichAndDoesNotWait() throws Exception {
    Map<String, String> only = Map.of("codes.v1m0.Codes", "{\"codes\":[]}");
    try (PretendOcelli ocelli =
        new PretendOcelli(image -> image.length == 0 ? look(image) : only, lines -> lines)) {
      DemoSettings.Elsewhere there =
          new DemoSettings.Elsewhere(
              ocelli.url(), Optional.empty(), Optional.of(new Credentials("demo", "secret")));
      assertThat(run(there, Duration.ofMinutes(10))).isFalse();
    }
    assertThat(words.toString())
        .contains("This client is not granted faces, text, quality.")
        .contains("--grant 'ocr-*'");
  }

  private boolean runUnchained(PretendOcelli ocelli) throws InterruptedException {
    try {
      return run(ocelli, Duration.ofSeconds(1));
    } catch (ocelli.client.firehose.BrokenChainException e) {
      assertThat(e).hasMessageContaining("which never came");
      return false;
    }
  }

  private boolean run(PretendOcelli ocelli, Duration arriveWithin) throws InterruptedException {
    return run(
        new DemoSettings.Elsewhere(
            ocelli.url(), Optional.of(PretendOcelli.OPERATOR), Optional.empty()),
        arriveWithin);
  }

  private boolean run(DemoSettings.Elsewhere there, Duration arriveWithin)
      throws InterruptedException {
    DemoSettings settings =
        new DemoSettings(
            Optional.empty(),
            Optional.of(there),
            false,
            Duration.ofSeconds(5),
            arriveWithin,
            false);
    return new Demo(settings, Clock.systemUTC(), new PrintWriter(results), new PrintWriter(words))
        .run();
  }

  /** What perfect engines would say; of no image, the summaries by story. */
  private static Map<String, String> look(byte[] image) {
    if (image.length == 0) {
      return Map.of(
          Samples.ONBOARDING, "{\"sentence\":\"Two people.\",\"persons\":[{},{}]}",
          Samples.PARCEL, "{\"sentence\":\"A parcel.\"}",
          Samples.LETTER, "{\"sentence\":\"A letter.\"}");
    }
    Sample sample = BY_DIGEST.get(Digests.sha256(image));
    Map<String, String> results = new LinkedHashMap<>();
    if (!sample.readable()) {
      for (String task : List.of("faceextract", "ocr", "codes", "quality")) {
        results.put(
            "vision.v1m0.Failed#" + task,
            "{\"task\":\"" + task + "-1.0\",\"code\":\"undecodable\",\"detail\":\"cut\"}");
      }
      return results;
    }
    results.put("faceextract.v1m0.ExtractedFaces", objects("faces", sample.faces().orElse(0)));
    results.put(
        "ocr.v1m0.Text",
        "{\"text\":\""
            + String.join(" ", sample.words()).replace("GREEN TOTAL", "TOTAL GREEN")
            + "\"}");
    results.put("codes.v1m0.Codes", codes(sample));
    int sharpness = sample.blurred() ? 40 : 900;
    results.put(
        "quality.v1m0.Quality", "{\"width\":2,\"height\":1,\"sharpness\":" + sharpness + "}");
    return results;
  }

  private static String objects(String name, int count) {
    return "{\""
        + name
        + "\":["
        + String.join(",", java.util.Collections.nCopies(count, "{}"))
        + "]}";
  }

  private static String codes(Sample sample) {
    return sample.codes().stream()
        .map(code -> "{\"symbology\":\"QR_CODE\",\"text\":\"" + code + "\"}")
        .collect(Collectors.joining(",", "{\"codes\":[", "]}"));
  }
}
