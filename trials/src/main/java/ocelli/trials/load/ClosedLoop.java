package ocelli.trials.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Connections that each send their next request when the last one is answered. */
public final class ClosedLoop {
  private final int connections;
  private final int success;
  private final Supplier<HttpRequest> requests;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param success the status that counts; all others are refusals, the first of which is printed
   * @param requests the next one, for several threads
   */
  public ClosedLoop(int connections, int success, Supplier<HttpRequest> requests) {
    this.connections = connections;
    this.success = success;
    this.requests = requests;
  }

  /** Sends for a time. */
  public Latencies run(Duration time) throws InterruptedException {
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    AtomicLong refused = new AtomicLong();
    long end = System.nanoTime() + time.toNanos();
    ExecutorService pool = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      pool.execute(() -> send(end, nanos, refused));
    }
    pool.shutdown();
    pool.awaitTermination(time.toSeconds() + 30, TimeUnit.SECONDS);
    return Latencies.of(nanos, refused.get());
  }

  private void send(long end, Queue<Long> nanos, AtomicLong refused) {
    try {
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        HttpResponse<String> answer =
            http.send(requests.get(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == success) {
          nanos.add(System.nanoTime() - start);
        } else if (refused.incrementAndGet() == 1) {
          System.err.println("the first refusal: " + answer.statusCode() + " " + answer.body());
        }
      }
    } catch (IOException e) {
      refused.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
