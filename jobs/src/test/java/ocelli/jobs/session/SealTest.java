package ocelli.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SessionId id = SessionId.random(RANDOM);
  private final byte[] sealed = Seal.close(id, "shop", "its-secret", RANDOM);

  @Test
  void open_withItsId_isTheSecret() {
    assertThat(Seal.open(id, "shop", sealed)).contains("its-secret");
  }

  @Test
  void close_showsNothingOfTheSecret_andNeverTwiceTheSame() {
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("its-secret");
    assertThat(Seal.close(id, "shop", "its-secret", RANDOM)).isNotEqualTo(sealed);
  }

  @Test
  void open_withAnotherId_isNothing() {
    assertThat(Seal.open(SessionId.random(RANDOM), "shop", sealed)).isEmpty();
  }

  @Test
  void open_forAnotherClient_isNothing() {
    assertThat(Seal.open(id, "other", sealed)).isEmpty();
  }

  @Test
  void open_altered_isNothing() {
    sealed[sealed.length - 1] ^= 1;
    assertThat(Seal.open(id, "shop", sealed)).isEmpty();
    assertThat(Seal.open(id, "shop", new byte[3])).isEmpty();
  }
}
