package ocelli.trials.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ocelli.trials.checker.Entry;

/**
 * Sends images at a fixed rate, whether or not the ones before were answered: a server that pauses
 * finds its queue outside. What was not acknowledged is sent again under its key.
 */
public final class OpenLoop implements AutoCloseable {
  private static final int OF = 4; // images of a transaction
  private static final int PICTURES = 8;
  // As the client library does it: half a second, doubled with each failure, up to eight.
  private static final long AGAIN_MILLIS = 500;
  private static final int DOUBLINGS = 4;
  private static final Duration RENEWAL = Duration.ofSeconds(30); // tokens live 11 minutes and more

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor();
  private final List<Participant> senders;
  private final String series;
  private final Posting posting;
  private final TrialLog log;
  private final List<Picture> pictures;
  private final ScheduledFuture<?> sending;
  private final ScheduledFuture<?> renewing;
  private final AtomicInteger open = new AtomicInteger();
  private int sent; // by the timer's thread only
  private volatile boolean ended;
  private volatile boolean complete;

  private OpenLoop(
      List<Participant> senders, String series, double perSecond, Posting posting, TrialLog log) {
    this.senders = List.copyOf(senders);
    this.series = series;
    this.posting = posting;
    this.log = log;
    this.pictures = IntStream.range(0, PICTURES).mapToObj(Picture::of).toList();
    long period = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    sending = timer.scheduleAtFixedRate(this::next, 0, period, TimeUnit.NANOSECONDS);
    long pause = RENEWAL.toSeconds();
    renewing = renewal.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.SECONDS);
  }

  /**
   * Begins.
   *
   * @param perSecond images of all senders together
   * @param patience after which an attempt is given up
   */
  public static OpenLoop start(
      URI base, List<Participant> senders, double perSecond, Duration patience, TrialLog log) {
    return new OpenLoop(senders, "", perSecond, new Posting(base, patience, log), log);
  }

  /**
   * Begins beside another.
   *
   * @param series in the names of its transactions, so that they are others than the first one's
   */
  public static OpenLoop beside(
      URI base,
      List<Participant> senders,
      String series,
      double perSecond,
      Duration patience,
      TrialLog log) {
    Posting posting = new Posting(base, patience, log);
    return new OpenLoop(senders, "-" + series, perSecond, posting, log);
  }

  private void next() {
    boolean betweenTransactions = sent % (OF * senders.size()) == 0;
    if (ended && betweenTransactions) {
      complete = true; // a begun transaction is sent to its end first
      return;
    }
    int round = sent / senders.size();
    Participant sender = senders.get(sent % senders.size());
    String transaction = sender.name() + series + "-" + round / OF;
    Picture picture = pictures.get(round % PICTURES);
    sent++;
    open.incrementAndGet();
    send(new Shipment(sender, transaction, "key-" + round, picture, OF, log.now()), 0);
  }

  private void send(Shipment shipment, int failures) {
    posting.attempt(shipment).thenAccept(attempt -> answered(shipment, attempt, failures));
  }

  private void answered(Shipment shipment, Entry.Attempt attempt, int failures) {
    if (attempt.status() > 0 && attempt.status() < 500) {
      open.decrementAndGet(); // taken, or refused for good: I8 says what it thinks of that
    } else if (!timer.isShutdown()) {
      long pause = AGAIN_MILLIS << Math.min(DOUBLINGS, failures);
      CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, timer)
          .execute(() -> send(shipment, failures + 1));
    }
  }

  private void renew() {
    try {
      senders.forEach(Participant::renew);
    } catch (RuntimeException e) {
      System.err.println("no new token yet: " + e.getMessage());
    }
  }

  /** Begins no more transactions. */
  public void end() {
    ended = true;
  }

  /**
   * Whether all that was sent is acknowledged.
   *
   * @throws IllegalStateException where the load broke off by itself: then the trial shows nothing
   */
  public boolean isQuiet() {
    if (sending.isDone() || renewing.isDone()) {
      throw new IllegalStateException("the load broke off: " + sending + ", " + renewing);
    }
    return complete && open.get() == 0;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    renewal.shutdownNow();
  }
}
