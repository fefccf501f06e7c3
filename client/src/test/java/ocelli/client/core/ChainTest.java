package ocelli.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import ocelli.client.Lines;
import ocelli.client.json.Messages;
import org.junit.jupiter.api.Test;

class ChainTest {
  private final Chain chain = Chain.unknown();

  @Test
  void accept_firstMessage_isTakenAsItComes() {
    assertThat(accept(chain, Lines.message(50, 40))).isInstanceOf(Chain.Linked.class);
    assertThat(accept(chain, Messages.message(Lines.first(3)))).isInstanceOf(Chain.Linked.class);
  }

  @Test
  void accept_afterTheOneBefore_isLinked() {
    assertThat(accept(after(50, 40), Lines.message(53, 50))).isInstanceOf(Chain.Linked.class);
  }

  @Test
  void accept_oneMissing_isBroken() {
    assertThat(accept(after(50, 40), Lines.message(60, 55)))
        .isEqualTo(new Chain.Broken("message 60 follows 55, which never came: the last was 50"));
  }

  @Test
  void accept_namesAnEarlierOne_isBroken() {
    assertThat(accept(after(50, 40), Lines.message(60, 45))).isInstanceOf(Chain.Broken.class);
    assertThat(accept(after(50, 40), Messages.message(Lines.first(60))))
        .isInstanceOf(Chain.Broken.class);
  }

  @Test
  void accept_sameAgain_isKnown() {
    assertThat(accept(after(50, 40), Lines.message(50, 40))).isInstanceOf(Chain.Known.class);
  }

  @Test
  void accept_fromAGivenCursor_mayFollowAnythingUpToIt() {
    assertThat(accept(Chain.after(45), Lines.message(50, 40))).isInstanceOf(Chain.Linked.class);
    assertThat(accept(Chain.after(45), Lines.message(50, 46))).isInstanceOf(Chain.Broken.class);
  }

  @Test
  void accept_heartbeatCoveredIt_isLinked() {
    assertThat(accept(Chain.unknown().completeUpTo(70), Lines.message(80, 65)))
        .isInstanceOf(Chain.Linked.class);
  }

  @Test
  void accept_filterSaysWhatItSkipped_isLinkedOnlyThen() {
    Optional<Skipped> skipped = Optional.of(new Skipped(51, 58));
    assertThat(after(50, 40).accept(Lines.message(60, 58), skipped))
        .isInstanceOf(Chain.Linked.class);
    assertThat(after(50, 40).accept(Lines.message(60, 59), skipped))
        .isInstanceOf(Chain.Broken.class);
  }

  private static Chain after(long cursor, long previous) {
    return accept(Chain.unknown(), Lines.message(cursor, previous))
        .match(linked -> linked.next(), known -> Chain.unknown(), broken -> Chain.unknown());
  }

  private static Chain.Link accept(Chain chain, Message message) {
    return chain.accept(message, Optional.empty());
  }
}
