package ocelli.links.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasswordTriesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final PasswordTries tries = new PasswordTries(nanos::get);

  @Test
  void begin_tooOften_waitsForAMinute() {
    tryInVain(PasswordTries.MOST);
    assertThat(tries.begin("a")).isFalse();
    assertThat(tries.begin("b")).isTrue();
    nanos.addAndGet(PasswordTries.PAUSE.toNanos());
    assertThat(tries.begin("a")).isTrue();
  }

  @Test
  void right_forgivesThoseBefore() {
    tryInVain(PasswordTries.MOST);
    tries.right("a");
    tryInVain(PasswordTries.MOST);
    assertThat(tries.begin("a")).isFalse();
  }

  private void tryInVain(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(tries.begin("a")).isTrue();
    }
  }
}
