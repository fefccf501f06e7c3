package ocelli.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {
  private final SessionId id = SessionId.random(new SecureRandom());

  @Test
  void parse_itsText_isTheSame() {
    assertThat(SessionId.parse(id.text())).contains(id);
  }

  @Test
  void random_twice_differ() {
    assertThat(SessionId.random(new SecureRandom())).isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "ä", "0123456789012345678901234567890123456789012=", "a b"})
  void parse_anythingElse_isNone(String text) {
    assertThat(SessionId.parse(text)).isEmpty();
  }

  @Test
  void toString_isNoWayIn() {
    assertThat(id.toString()).doesNotContain(id.text());
    assertThat(id.hash()).hasSize(64).doesNotContain(id.text());
  }
}
