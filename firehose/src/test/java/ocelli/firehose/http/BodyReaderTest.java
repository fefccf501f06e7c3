package ocelli.firehose.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import ocelli.firehose.core.Filter;
import ocelli.firehose.core.From;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {
  @Test
  void emptyBody_asksForAllFromNowOn() {
    double none = Double.POSITIVE_INFINITY;
    Opening expected = new Opening(new From.Latest(), none, none, Filter.NONE);
    assertThat(BodyReader.read("")).isEqualTo(expected);
    assertThat(BodyReader.read("{}")).isEqualTo(expected);
  }

  @Test
  void everyField_isRead() {
    String body =
        """
        {"from": 1234, "max_rate": 10, "max_bytes_rate": 0.5,
         "filters": {"types": ["ocr.v1m0.Text"], "transactions": ["a", "b"]}}
        """;
    Filter filter = new Filter(Set.of("ocr.v1m0.Text"), Set.of("a", "b"));
    assertThat(BodyReader.read(body)).isEqualTo(new Opening(new From.After(1234), 10, 0.5, filter));
  }

  @ParameterizedTest
  @CsvSource({
    "earliest",
    "latest",
    "17",
    "-1",
    "2026-11-21T00:00:00Z",
    "2026-11-21T01:00:00+01:00"
  })
  void from_takesEveryForm(String from) {
    From expected =
        switch (from) {
          case "earliest" -> new From.Earliest();
          case "latest" -> new From.Latest();
          case "17" -> new From.After(17);
          case "-1" -> new From.After(-1);
          default -> new From.Since(Instant.parse("2026-11-21T00:00:00Z"));
        };
    assertThat(BodyReader.read("{\"from\": \"" + from + "\"}").from()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"form\": 1} | form",
        "{\"from\": -2} | from",
        "{\"from\": 9007199254740992} | from",
        "{\"from\": 1.5} | from",
        "{\"from\": \"yesterday\"} | from",
        "{\"from\": {}} | from",
        "{\"max_rate\": 0} | max_rate",
        "{\"max_rate\": \"fast\"} | max_rate",
        "{\"max_bytes_rate\": -1} | max_bytes_rate",
        "{\"filters\": []} | filters",
        "{\"filters\": {\"type\": []}} | filters.type",
        "{\"filters\": {\"types\": \"ocr.v1m0.Text\"}} | filters.types",
        "{\"filters\": {\"types\": [\"text\"]}} | filters.types",
        "{\"filters\": {\"transactions\": [\"a b\"]}} | filters.transactions",
        "{} {} | body",
        "[] | body",
        "{ | body"
      })
  void whatIsWrong_isNamed(String body, String field) {
    assertThatThrownBy(() -> BodyReader.read(body))
        .isInstanceOfSatisfying(
            BadField.class,
            bad -> {
              assertThat(bad.problem().status()).isEqualTo(400);
              assertThat(bad.problem().members()).containsEntry("field", field);
            });
  }
}
