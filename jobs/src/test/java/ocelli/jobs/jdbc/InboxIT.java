package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.State;
import org.junit.jupiter.api.Test;

/** The inbox on a real database: messages and what they make, once each. */
class InboxIT extends OnJobTables {
  @Test
  void store_allMessages_makeAResult_andEachMessageOnce() throws Exception {
    JobId job = seen(accept(OWNER, NOW));
    inbox.store(text(job, "Hello world", 5), OptionalLong.empty());
    inbox.store(text(job, "Hello world", 6), OptionalLong.of(5)); // the same id, another cursor
    assertThat(state(status(job))).isEqualTo(State.SEEING);
    inbox.store(summary(job, "one image", 7), OptionalLong.of(6));

    JobStatus status = status(job).orElseThrow();
    assertThat(status.progress().state()).isEqualTo(State.SUCCESS);
    long number = status.number().orElseThrow();
    String document = Gzip.unpacked(done(shelf.document(OWNER, number)).orElseThrow());
    assertThat(document).contains("\"result\":\"Hello world\\n\"", IMAGE, "\"one image\"");
    assertThat(count("message")).isEqualTo(2);
    assertThat(done(shelf.document(OTHER, number))).isEmpty();
    assertThat(done(shelf.head(OTHER, number))).isEmpty();
    assertThat(done(shelf.page(OTHER, number, 1))).isEmpty();
    assertThat(done(shelf.page(OWNER, number, 1)).orElseThrow().type()).isEqualTo(FileType.PNG);
    assertThat(done(shelf.delete(OTHER, number))).isFalse();
    assertThat(done(shelf.delete(OWNER, number))).isTrue();
    assertThat(count("page") + count("message") + count("result")).isZero();
  }

  @Test
  void store_messagesBeforeTheLastImageIsAcknowledged_resultComesWithTheAcknowledgement()
      throws Exception {
    JobId job = accept(OWNER, NOW);
    Worker worker = worker(LEASE);
    worker.queue().take();
    inbox.store(text(job, "early", 0), OptionalLong.empty());
    inbox.store(summary(job, "early", 1), OptionalLong.of(0));
    assertThat(state(status(job))).isEqualTo(State.QUEUED);
    send(worker, job);
    assertThat(state(status(job))).isEqualTo(State.SUCCESS);
  }

  @Test
  void store_revisedSummary_isAnotherNumber_andTheFirstStays() throws Exception {
    JobId job = seen(accept(OWNER, NOW));
    inbox.store(summary(job, "first", 0), OptionalLong.empty());
    long first = status(job).orElseThrow().number().orElseThrow();
    inbox.store(text(job, "late text", 1), OptionalLong.of(0));
    inbox.store(summary(job, "revised", 2), OptionalLong.of(1));
    long second = status(job).orElseThrow().number().orElseThrow();
    assertThat(second).isGreaterThan(first);
    assertThat(Gzip.unpacked(done(shelf.document(OWNER, first)).orElseThrow()))
        .contains("\"first\"")
        .doesNotContain("late text");
    assertThat(Gzip.unpacked(done(shelf.document(OWNER, second)).orElseThrow()))
        .contains("\"revised\"", "late text");
  }

  @Test
  void store_cursorMovedByAnother_writesNothing() throws Exception {
    JobId job = seen(accept(OWNER, NOW));
    inbox.store(text(job, "one", 5), OptionalLong.empty());
    assertThatThrownBy(() -> inbox.store(summary(job, "x", 9), OptionalLong.of(4)))
        .isInstanceOf(Inbox.Fenced.class);
    assertThatThrownBy(() -> inbox.store(summary(job, "x", 9), OptionalLong.empty()))
        .isInstanceOf(Inbox.Fenced.class);
    assertThat(inbox.cursor()).hasValue(5);
    assertThat(count("message")).isEqualTo(1);
  }
}
