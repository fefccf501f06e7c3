package ocelli.push;

import static ocelli.push.PushFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.javadsl.Adapter;
import java.time.Duration;
import ocelli.push.actor.View;
import org.junit.jupiter.api.Test;

/** Views that another node takes over, as they are whenever nodes come and go. */
class HandOverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120); // on a machine that is busy
  private static final String VIEWS = "/system/sharding/sharded-daemon-process-push-view/*/*";
  private static final int ROUNDS = 4;
  private static final int MESSAGES = 50; // of a round

  @Test
  void viewsLeaveWhileTheySend_nothingComesTwice() throws Exception {
    try (PushFixture fixture = new PushFixture();
        Receiver receiver = Receiver.answering(number -> 200)) {
      var node = fixture.start("akka.cluster.sharded-daemon-process.keep-alive-interval = 1s");
      String token = fixture.pushing("nina", receiver.url(), "per-transaction");
      for (int round = 1; round <= ROUNDS; round++) {
        for (int i = 0; i < MESSAGES; i++) {
          fixture.publish("nina", token, "t" + round + i % 12, "n" + round + "-" + i);
        }
        fixture.flush();
        int some = (round - 1) * MESSAGES + MESSAGES / 5;
        await("some of a round", PATIENCE, () -> distinct(receiver) >= some);
        Adapter.toClassic(node.node().context().system())
            .actorSelection(VIEWS)
            .tell(new View.Leave(), akka.actor.ActorRef.noSender());
        int all = round * MESSAGES;
        await("the rest, by who took over", PATIENCE, () -> distinct(receiver) == all);
      }
      assertThat(receiver.accepted()).hasSize(ROUNDS * MESSAGES);
    }
  }

  private static long distinct(Receiver receiver) {
    return receiver.accepted().stream().map(Receiver.Webhook::id).distinct().count();
  }
}
