package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.jobs.core.JobId;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

/** The shelf on a real database: what is found there, and how often it may be seen. */
class ShelfIT extends OnJobTables {
  @Test
  void list_isNewestFirst_ownOnly_searchedAndInPages() throws Exception {
    JobId receipt = seen(accept(OWNER, NOW));
    inbox.store(text(receipt, "Green Grocer", 0), OptionalLong.empty());
    inbox.store(summary(receipt, "s", 1), OptionalLong.of(0));
    JobId second = accept(OWNER, NOW);
    accept(OTHER, NOW);

    assertThat(ids(list(Optional.empty(), OptionalLong.empty(), 10)))
        .containsExactly(second, receipt);
    assertThat(ids(list(Optional.of("grocer green"), OptionalLong.empty(), 10)))
        .containsExactly(receipt);
    assertThat(ids(list(Optional.of("'; drop table jobs.job --"), OptionalLong.empty(), 10)))
        .isEmpty();
    List<Listed> page = list(Optional.empty(), OptionalLong.empty(), 1);
    assertThat(ids(list(Optional.empty(), OptionalLong.of(page.get(0).sequence()), 10)))
        .containsExactly(receipt);
  }

  @Test
  void list_byUrl_isWhatWasFetchedThere_ownOnly() {
    JobId there = fetched(OWNER, "https://example.com/a.png");
    fetched(OWNER, "https://example.com/a.png?b");
    fetched(OTHER, "https://example.com/a.png");
    Optional<String> url = Optional.of("https://example.com/a.png");
    assertThat(ids(done(shelf.list(OWNER, Optional.empty(), url, OptionalLong.empty(), 10))))
        .containsExactly(there);
  }

  private JobId fetched(ClientId owner, String url) {
    NewJob job = newJob(owner, NOW, Optional.of(url), Optional.empty());
    assertThat(done(desk.accept(job, Optional.empty(), 100))).isTrue();
    return job.id();
  }

  @Test
  void sharedView_once_isOnce() {
    SharedViews views = new SharedViews(database);
    assertThat(done(views.first("n", "result", NOW.plusSeconds(60), NOW))).isTrue();
    assertThat(done(views.first("n", "result", NOW.plusSeconds(60), NOW))).isFalse();
    assertThat(done(views.first("n", "page 1", NOW.plusSeconds(60), NOW))).isTrue();
  }
}
