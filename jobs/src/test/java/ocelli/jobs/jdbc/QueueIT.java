package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.jobs.core.State;
import org.junit.jupiter.api.Test;

/** The queue on a real database: who takes what, and what ends it. */
class QueueIT extends OnJobTables {
  @Test
  void take_byManyWorkersAtOnce_givesEachJobToOne() throws Exception {
    Set<JobId> accepted = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      accepted.add(accept(OWNER, NOW.plusSeconds(i)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<List<JobId>>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      workers.add(() -> takeAll(queue()));
    }
    List<JobId> taken = new ArrayList<>();
    for (Future<List<JobId>> worker : threads.invokeAll(workers)) {
      taken.addAll(worker.get());
    }
    threads.shutdown();
    assertThat(taken).hasSize(20).doesNotHaveDuplicates();
    assertThat(new HashSet<>(taken)).isEqualTo(accepted);
  }

  @Test
  void take_ownerWithManyJobs_doesNotHoldBackAnother() throws Exception {
    for (int i = 0; i < 10; i++) {
      accept(OWNER, NOW.plusSeconds(i));
    }
    JobId others = accept(OTHER, NOW.plusSeconds(60));
    Queue queue = queue();
    queue.take();
    assertThat(queue.take().orElseThrow().job()).isEqualTo(others);
  }

  @Test
  void take_jobOfADeadWorker_whenItsLeaseIsOver() throws Exception {
    JobId job = accept(OWNER, NOW);
    Worker dead = worker(Duration.ofMillis(1));
    dead.queue().take();
    Worker next = worker(LEASE);
    Optional<Work> taken = Optional.empty();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (taken.isEmpty() && System.nanoTime() < deadline) {
      taken = next.queue().take();
    }
    assertThat(taken.orElseThrow().job()).isEqualTo(job);
    assertThat(dead.bench().moved(job, Progress.fetching())).isFalse();
    assertThat(next.bench().moved(job, Progress.sending(0, 1))).isTrue();
  }

  @Test
  void renew_holdsTheJobsInHand_andReleaseFreesAll() throws Exception {
    JobId job = accept(OWNER, NOW);
    UUID process = UUID.randomUUID();
    new Queue(database, process, Duration.ofMillis(1)).take();
    new Queue(database, process, LEASE).renew(Set.of(job));
    assertThat(queue().take()).isEmpty();
    new Queue(database, process, LEASE).release();
    assertThat(queue().take().orElseThrow().job()).isEqualTo(job);
  }

  @Test
  void accept_moreThanAllowed_writesNothing() {
    accept(OWNER, NOW);
    accept(OWNER, NOW);
    assertThat(done(desk.accept(newJob(OWNER, NOW), Optional.empty(), 2))).isFalse();
    assertThat(done(desk.accept(newJob(OTHER, NOW), Optional.empty(), 2))).isTrue();
  }

  @Test
  void cancel_stopsTheWorker_andDropsLateResults() throws Exception {
    JobId job = accept(OWNER, NOW);
    Worker worker = worker(LEASE);
    worker.queue().take();
    assertThat(done(desk.cancel(OTHER, job, NOW))).isEmpty();
    assertThat(state(done(desk.cancel(OWNER, job, NOW)))).isEqualTo(State.CANCELLED);

    assertThat(worker.bench().page(job, 1)).isEmpty();
    assertThat(worker.bench().moved(job, Progress.sending(0, 1))).isFalse();
    worker.bench().seeing(job, completion);
    inbox.store(summary(job, "late", 0), OptionalLong.empty());
    assertThat(state(status(job))).isEqualTo(State.CANCELLED);
    assertThat(inbox.cursor()).hasValue(0);
    assertThat(count("message")).isZero();
  }

  @Test
  void failOverdue_endsThoseWhoseTimeIsOver_withTheirStage() throws Exception {
    JobId late = seen(accept(OWNER, NOW));
    JobId early = accept(OWNER, NOW.plusSeconds(60));
    assertThat(new Deadlines(database).failOverdue(NOW.plusSeconds(601), 600)).isEqualTo(1);
    JobStatus status = status(late).orElseThrow();
    assertThat(status.progress().state()).isEqualTo(State.FAILURE);
    assertThat(status.problem().orElseThrow()).contains("job-timeout", "600 s");
    assertThat(state(status(early))).isEqualTo(State.QUEUED);
  }

  @Test
  void seeing_erasesTheToken() throws Exception {
    seen(accept(OWNER, NOW));
    List<String> tokens =
        database.transactNow(
            connection ->
                Sql.list(
                    connection,
                    row -> row.getString(1),
                    "select token from jobs.job where token is not null"));
    assertThat(tokens).isEmpty();
  }

  private static List<JobId> takeAll(Queue queue) throws Exception {
    List<JobId> all = new ArrayList<>();
    for (Optional<Work> work = queue.take(); work.isPresent(); work = queue.take()) {
      all.add(work.get().job());
    }
    return all;
  }
}
