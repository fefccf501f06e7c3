package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Watchers;
import ocelli.runtime.jdbc.Notifications;
import org.junit.jupiter.api.Test;

/** What one process has that others want, and hears of that others did. */
class SeveralProcessesIT extends OnJobTables {
  @Test
  void changeFeed_tellsTheOwnersWatchers_ofWhatIsDurable() throws Exception {
    Watchers watchers = new Watchers();
    var mailbox = watchers.join(OWNER);
    try (Notifications feed = ChangeFeed.start(settings, watchers)) {
      mailbox.take().toCompletableFuture().get(60, TimeUnit.SECONDS); // it listens now
      JobId job = accept(OWNER, NOW);
      accept(OTHER, NOW);
      var letters = mailbox.take().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(letters.changes()).extracting(JobStatus::job).containsExactly(job);
    }
  }

  @Test
  void turn_isOneProcessesOnly_untilItsConnectionEnds() throws Exception {
    Turn first = Turn.take(settings).orElseThrow();
    assertThat(first.held()).isTrue();
    assertThat(Turn.take(settings)).isEmpty();
    first.close();
    try (Turn second = Turn.take(settings).orElseThrow()) {
      assertThat(second.held()).isTrue();
    }
  }
}
