package ocelli.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuorumTest {
  private static final long NOW = 1_000_000;

  @Test
  void majorityAsks_isNotLost() {
    assertThat(isLost(0, 400, 600)).isFalse();
    assertThat(isLost(0, 400, 60_000)).isFalse();
  }

  @Test
  void majorityIsSilent_isLost() {
    assertThat(isLost(0, 1100, 1200)).isTrue();
    assertThat(isLost(0, 1100)).isTrue();
    assertThat(isLost(0, 10, 1100, 1100, 1100)).isTrue();
  }

  @Test
  void aloneByDesign_isNotLost() {
    assertThat(isLost(0)).isFalse();
  }

  @Test
  void notYetAsked_isNotSilent() {
    assertThat(Quorum.isLost(NOW, Arrays.asList(OptionalLong.of(NOW), OptionalLong.empty())))
        .isFalse();
  }

  private static boolean isLost(long... millisAgo) {
    return Quorum.isLost(
        NOW, LongStream.of(millisAgo).mapToObj(ago -> OptionalLong.of(NOW - ago)).toList());
  }
}
