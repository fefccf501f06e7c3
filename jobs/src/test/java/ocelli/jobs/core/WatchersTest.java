package ocelli.jobs.core;

import static ocelli.jobs.core.Samples.OWNER;
import static ocelli.jobs.core.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class WatchersTest {
  private final Watchers watchers = new Watchers();

  @Test
  void changed_reachesAllOfTheOwnersWatchers_andNobodyElse() {
    Mailbox first = watchers.join(OWNER);
    Mailbox second = watchers.join(OWNER);
    Mailbox stranger = watchers.join(new ClientId("stranger"));
    watchers.changed(status(1, 10));
    assertThat(first.take().toCompletableFuture().join().changes()).hasSize(1);
    assertThat(second.take().toCompletableFuture().join().changes()).hasSize(1);
    assertThat(stranger.take().toCompletableFuture()).isNotDone();
  }

  @Test
  void leave_forgetsTheWatcher() {
    Mailbox mailbox = watchers.join(OWNER);
    assertThat(watchers.size()).isEqualTo(1);
    watchers.leave(OWNER, mailbox);
    assertThat(watchers.size()).isZero();
    assertThat(mailbox.take().toCompletableFuture().join().closed()).isTrue();
  }
}
