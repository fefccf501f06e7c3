package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.jobs.core.JobId;
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
  void sharedView_once_isOnce() {
    SharedViews views = new SharedViews(database);
    assertThat(done(views.first("n", "result", NOW.plusSeconds(60), NOW))).isTrue();
    assertThat(done(views.first("n", "result", NOW.plusSeconds(60), NOW))).isFalse();
    assertThat(done(views.first("n", "page 1", NOW.plusSeconds(60), NOW))).isTrue();
  }
}
