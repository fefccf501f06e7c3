package ocelli.jobs.send;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ocelli.jobs.jdbc.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that lets go of old jobs, now and then, a few in a transaction. */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final Retention retention;
  private final Duration pause;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "jobs-retention");

  private Sweeper(Retention retention, Duration pause, Clock clock) {
    this.retention = retention;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Begins.
   *
   * @param pause between two looks
   */
  public static Sweeper start(Retention retention, Duration pause, Clock clock) {
    Sweeper sweeper = new Sweeper(retention, pause, clock);
    sweeper.thread.setDaemon(true);
    sweeper.thread.start();
    return sweeper;
  }

  private void run() {
    do {
      try {
        sweep();
      } catch (SQLException e) {
        LOG.warn("old jobs are not deleted: {}", e.toString());
      }
    } while (!stopped(pause));
  }

  private void sweep() throws SQLException {
    int deleted = 0;
    int some = retention.deleteSome(clock.instant());
    while (some > 0 && !stopped(Duration.ZERO)) {
      deleted += some;
      some = retention.deleteSome(clock.instant());
    }
    if (deleted + some > 0) {
      LOG.info("{} jobs had been kept long enough and are deleted", deleted + some);
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

  /** Begins no more; what is begun ends, or is rolled back with the process. Blocking. */
  public void drain(Duration patience) throws InterruptedException {
    stop.countDown();
    thread.join(Math.max(1, patience.toMillis()));
  }
}
