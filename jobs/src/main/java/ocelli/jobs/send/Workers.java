package ocelli.jobs.send;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ocelli.client.http.ProblemException;
import ocelli.client.http.UnreachableException;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.JobId;
import ocelli.jobs.jdbc.Deadlines;
import ocelli.jobs.jdbc.Queue;
import ocelli.jobs.jdbc.Work;
import ocelli.runtime.ServiceMeters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that work on jobs, and the one that keeps time: leases renewed, late jobs ended. */
public final class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration LOOK = Duration.ofMillis(200); // a person waits for the next stage
  private static final Duration PAUSE = Duration.ofSeconds(5); // ingestion or database are away

  private final Queue queue;
  private final Deadlines deadlines;
  private final JobWork work;
  private final WorkSettings settings;
  private final ServiceMeters meters;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Set<JobId> inHand = ConcurrentHashMap.newKeySet();

  private Workers(
      Queue queue,
      Deadlines deadlines,
      JobWork work,
      WorkSettings settings,
      ServiceMeters meters,
      Clock clock) {
    this.queue = queue;
    this.deadlines = deadlines;
    this.work = work;
    this.settings = settings;
    this.meters = meters;
    this.clock = clock;
  }

  /** Begins to work. */
  public static Workers start(
      Queue queue,
      Deadlines deadlines,
      JobWork work,
      WorkSettings settings,
      ServiceMeters meters,
      Clock clock) {
    Workers workers = new Workers(queue, deadlines, work, settings, meters, clock);
    for (int i = 0; i < settings.workers(); i++) {
      workers.begin("jobs-worker-" + i, workers::workOn);
    }
    workers.begin("jobs-time", workers::keepTime);
    return workers;
  }

  private void begin(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private void workOn() {
    while (!stopped(Duration.ZERO)) {
      try {
        Optional<Work> taken = queue.take();
        if (taken.isPresent()) {
          work(taken.get());
        } else {
          stopped(LOOK);
        }
      } catch (SQLException e) {
        LOG.warn("the database does not answer: {}", e.toString());
        stopped(PAUSE);
      }
    }
  }

  private void work(Work taken) throws SQLException {
    meters.received(1);
    inHand.add(taken.job());
    try {
      work.run(taken);
      meters.done(1);
    } catch (UnreachableException | ProblemException | IOException e) {
      LOG.warn("job {} waits: {}", taken.job(), e.toString());
      queue.giveBack(taken.job(), PAUSE);
    } catch (RuntimeException e) { // a bug: it must not be tried for ever
      LOG.error("job {} failed", taken.job(), e);
      meters.failed("internal");
      work.fail(taken.job(), new Cause(500, "internal", "This is our fault; it has been logged"));
    } finally {
      inHand.remove(taken.job());
    }
  }

  private void keepTime() {
    while (!stopped(settings.lease().dividedBy(4))) {
      try {
        queue.renew(inHand);
        int late = deadlines.failOverdue(clock.instant(), settings.time().toSeconds());
        if (late > 0) {
          LOG.warn("{} jobs were not answered in their time", late);
          meters.failed("job-timeout");
        }
      } catch (SQLException e) {
        LOG.warn("leases are not renewed: {}", e.toString());
      }
    }
  }

  private boolean stopped(Duration patience) {
    try {
      return stop.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Takes no more jobs and lets those in hand come to an end, for a while. Blocking. */
  public void drain(Duration patience) throws InterruptedException {
    stop.countDown();
    long deadline = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
    try {
      queue.release();
    } catch (SQLException e) {
      LOG.warn("another process has to wait for the leases' end: {}", e.toString());
    }
  }
}
