package ocelli.jobs.core;

import static org.assertj.core.api.Assertions.assertThat;

import ocelli.protocol.TransactionId;
import org.junit.jupiter.api.Test;

class JobIdTest {
  @Test
  void parse_onlyTheCanonicalForm() {
    String text = "7bc6c484-df47-4cb6-b254-17b770b52060";
    assertThat(JobId.parse(text)).hasValueSatisfying(id -> assertThat(id).hasToString(text));
    assertThat(JobId.parse(text.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(JobId.parse("1-1-1-1-1")).isEmpty();
    assertThat(JobId.parse("")).isEmpty();
  }

  @Test
  void key_namesThePage() {
    JobId id = Samples.job(1);
    assertThat(id.key(1, 1)).isEqualTo(id.toString());
    assertThat(id.key(2, 3)).isEqualTo(id + "-2");
    assertThat(TransactionId.isValid(id.key(50, 50))).isTrue();
  }
}
