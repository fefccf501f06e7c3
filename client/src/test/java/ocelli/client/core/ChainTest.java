package ocelli.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
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
    Chain filtered =
        accept(Chain.from(OptionalLong.empty(), true), Lines.message(50, 40))
            .match(linked -> linked.next(), known -> chain, broken -> chain);
    assertThat(filtered.accept(Lines.message(60, 58), skipped)).isInstanceOf(Chain.Linked.class);
    assertThat(filtered.accept(Lines.message(60, 59), skipped)).isInstanceOf(Chain.Broken.class);
  }

  @Test
  void accept_lostUnderAHeartbeat_isBroken() {
    Chain beaten = after(50, 40).completeUpTo(70);
    assertThat(accept(beaten, Lines.message(80, 60)))
        .isEqualTo(new Chain.Broken("message 80 follows 60, but 50 came before it"));
    assertThat(beaten.rewound().position()).hasValue(50);
  }

  @Test
  void accept_upToTheCursorItBeganAfter_isKnown() {
    assertThat(accept(Chain.after(45), Lines.message(45, 40))).isInstanceOf(Chain.Known.class);
  }

  private static Chain after(long cursor, long previous) {
    return accept(Chain.unknown(), Lines.message(cursor, previous))
        .match(linked -> linked.next(), known -> Chain.unknown(), broken -> Chain.unknown());
  }

  private static Chain.Link accept(Chain chain, Message message) {
    return chain.accept(message, Optional.empty());
  }
}
