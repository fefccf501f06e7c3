package ocelli.jobs.core;

import static ocelli.jobs.core.Samples.job;
import static ocelli.jobs.core.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  @Test
  void take_slowReader_hearsOnlyTheLatestOfEachJob() {
    mailbox.put(status(1, 10));
    mailbox.put(status(2, 20));
    mailbox.put(status(1, 30));
    Mailbox.Letters letters = taken();
    assertThat(letters.changes()).containsExactly(status(2, 20), status(1, 30));
    assertThat(letters.dropped()).isFalse();
  }

  @Test
  void take_nothingThere_waitsForTheFirstChange() {
    CompletableFuture<Mailbox.Letters> waiting = mailbox.take().toCompletableFuture();
    assertThat(waiting).isNotDone();
    mailbox.put(status(1, 10));
    assertThat(waiting.join().changes()).containsExactly(status(1, 10));
    assertThat(mailbox.take().toCompletableFuture()).isNotDone();
  }

  @Test
  void put_moreJobsThanFit_dropsTheOldestAndSaysSo() {
    for (int i = 0; i < 10 * Mailbox.MOST; i++) {
      mailbox.put(status(i, 10));
    }
    Mailbox.Letters letters = taken();
    assertThat(letters.changes()).hasSize(Mailbox.MOST);
    assertThat(letters.changes()).last().isEqualTo(status(10 * Mailbox.MOST - 1, 10));
    assertThat(letters.dropped()).isTrue();
  }

  @Test
  void watch_someJobs_hearsOfThemOnly() {
    mailbox.put(status(1, 10));
    mailbox.watch(Set.of(job(2)));
    mailbox.put(status(1, 20));
    mailbox.put(status(2, 20));
    assertThat(taken().changes()).containsExactly(status(2, 20));
  }

  @Test
  void snapshot_olderThanAChangeThatCameMeanwhile_isPassedOver() {
    mailbox.expectSnapshot();
    mailbox.put(status(1, 100));
    assertThat(taken().changes()).containsExactly(status(1, 100));
    mailbox.snapshot(List.of(status(1, 30), status(2, 40)));
    assertThat(taken().changes()).containsExactly(status(2, 40));
    mailbox.expectSnapshot();
    mailbox.snapshot(List.of(status(1, 100)));
    assertThat(taken().changes()).containsExactly(status(1, 100));
  }

  @Test
  void missed_tellsTheReaderToLook() {
    mailbox.missed();
    assertThat(taken().dropped()).isTrue();
  }

  @Test
  void close_endsTheReader() {
    CompletableFuture<Mailbox.Letters> waiting = mailbox.take().toCompletableFuture();
    mailbox.close();
    assertThat(waiting.join().closed()).isTrue();
    mailbox.put(status(1, 10));
    assertThat(taken()).isEqualTo(new Mailbox.Letters(List.of(), false, true));
  }

  @Test
  void put_byManyThreads_theLatestOfEachJobArrives() throws Exception {
    int jobs = 8;
    int last = 2_000;
    Map<JobId, Integer> heard = new ConcurrentHashMap<>();
    CountDownLatch done = new CountDownLatch(jobs);
    read(heard, last, done);
    List<Thread> writers = new ArrayList<>();
    for (int job = 0; job < jobs; job++) {
      int own = job;
      Thread writer =
          new Thread(
              () -> {
                for (int percent = 1; percent <= last; percent++) {
                  mailbox.put(status(own, percent));
                }
              });
      writer.start();
      writers.add(writer);
    }
    for (Thread writer : writers) {
      writer.join();
    }
    done.await();
    assertThat(heard)
        .hasSize(jobs)
        .allSatisfy((job, percent) -> assertThat(percent).isEqualTo(last));
  }

  private void read(Map<JobId, Integer> heard, int last, CountDownLatch done) {
    mailbox
        .take()
        .thenAcceptAsync(
            letters -> {
              for (JobStatus status : letters.changes()) {
                int percent = status.progress().percent();
                Integer before = heard.put(status.job(), percent);
                assertThat(before == null ? 0 : before).isLessThan(percent);
                if (percent == last) {
                  done.countDown();
                }
              }
              read(heard, last, done);
            });
  }

  private Mailbox.Letters taken() {
    return mailbox.take().toCompletableFuture().join();
  }
}
