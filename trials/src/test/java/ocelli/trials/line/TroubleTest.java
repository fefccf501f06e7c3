package ocelli.trials.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each trouble makes of some bytes. */
class TroubleTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7};

  private final List<String> done = new ArrayList<>();
  private final ByteArrayOutputStream passed = new ByteArrayOutputStream();

  private final class Written implements Trouble.Passage {
    private final boolean answer;
    private final double random;

    Written(boolean answer, double random) {
      this.answer = answer;
      this.random = random;
    }

    @Override
    public boolean isAnswer() {
      return answer;
    }

    @Override
    public void write(byte[] bytes) {
      done.add("wrote " + bytes.length);
      passed.writeBytes(bytes);
    }

    @Override
    public void reset() throws IOException {
      done.add("reset");
    }

    @Override
    public void awaitOther(Trouble trouble) {
      done.add("waited");
    }

    @Override
    public double random() {
      return random;
    }
  }

  private void pass(Trouble trouble, boolean answer) throws Exception {
    trouble.pass(new Written(answer, 0.5), BYTES);
  }

  @Test
  void none_passesAllOn() throws Exception {
    pass(new Trouble.None(), true);
    assertThat(passed.toByteArray()).isEqualTo(BYTES);
  }

  @Test
  void latency_isTheFixedOne_andItsShareOfTheJitter() throws Exception {
    long began = System.nanoTime();
    pass(new Trouble.Latency(Duration.ofMillis(30), Duration.ofMillis(100)), false);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(79));
    assertThat(passed.toByteArray()).isEqualTo(BYTES);
  }

  @Test
  void resets_letTheQuestionPass_andBreakTheAnswerOff() throws Exception {
    pass(new Trouble.Resets(3), false);
    assertThat(done).containsExactly("wrote 7");
    pass(new Trouble.Resets(3), true);
    assertThat(done).containsExactly("wrote 7", "wrote 3", "reset");
  }

  @Test
  void resets_neverLetAWholeAnswerPass() throws Exception {
    pass(new Trouble.Resets(100), true);
    assertThat(done).containsExactly("wrote 6", "reset");
  }

  @Test
  void halfOpen_passesNothingBeforeItIsOver() throws Exception {
    pass(new Trouble.HalfOpen(), true);
    assertThat(done).containsExactly("waited", "wrote 7");
  }

  @Test
  void slices_areSmall_andAllThere() throws Exception {
    pass(new Trouble.Slices(3, Duration.ZERO), false);
    assertThat(done).containsExactly("wrote 3", "wrote 3", "wrote 1");
    assertThat(passed.toByteArray()).isEqualTo(BYTES);
  }

  @Test
  void wrongBytes_areInAnswersOnly() throws Exception {
    Trouble trouble =
        new Trouble.WrongBytes(
            bytes -> {
              bytes[0] ^= 0x20;
              return bytes;
            });
    pass(trouble, false);
    assertThat(passed.toByteArray()).isEqualTo(BYTES);
    passed.reset();
    pass(trouble, true);
    assertThat(passed.toByteArray()).containsExactly(1 ^ 0x20, 2, 3, 4, 5, 6, 7);
  }
}
