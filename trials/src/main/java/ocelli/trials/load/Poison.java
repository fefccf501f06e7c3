package ocelli.trials.load;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import ocelli.trials.checker.Entry;

/** Sends the image that ends whoever looks at it. */
public final class Poison {
  private static final Duration PATIENCE = Duration.ofSeconds(20); // as the load has
  private static final long AGAIN_MILLIS = 500;

  private Poison() {}

  /**
   * Sends it until it is acknowledged.
   *
   * @return its id
   */
  public static String send(URI base, Participant sender, TrialLog log)
      throws InterruptedException {
    Posting posting = new Posting(base, PATIENCE, log);
    String transaction = sender.name() + "-poison";
    Shipment shipment =
        new Shipment(sender, transaction, "poison", Picture.poisoned(), 1, log.now());
    while (true) {
      Entry.Attempt attempt = posting.attempt(shipment).toCompletableFuture().join();
      if (attempt.status() == 200) {
        return attempt.image();
      }
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    }
  }
}
