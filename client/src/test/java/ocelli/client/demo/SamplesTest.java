package ocelli.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import ocelli.client.core.Digests;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void all_areNamedWithTheirDigestInTheReadme() throws Exception {
    String readme;
    try (InputStream file = Samples.class.getResourceAsStream("/samples/README.md")) {
      readme = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Sample sample : Samples.all()) {
      assertThat(readme)
          .contains("| " + sample.file() + " |")
          .contains(Digests.sha256(Samples.bytes(sample)));
    }
  }

  @Test
  void all_areAtLeastTwelveInThreeTransactionsAndSmall() {
    assertThat(Samples.all()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(Samples.all().stream().map(Sample::transaction).collect(Collectors.toSet()))
        .hasSize(3);
    assertThat(Samples.all().stream().mapToInt(sample -> Samples.bytes(sample).length).sum())
        .isLessThan(3_000_000);
    assertThat(Samples.all()).filteredOn(sample -> !sample.readable()).hasSize(1);
  }
}
