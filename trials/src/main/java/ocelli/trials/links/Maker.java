package ocelli.trials.links;

import java.io.IOException;
import java.net.URI;
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
import ocelli.trials.ingest.Latencies;

/** Connections that make links over HTTP, one after the other. */
final class Maker {
  private static final int CONNECTIONS = 16; // 100 creations/s of 160 ms each keep as many busy
  private static final int CREATED = 201;

  private final URI server;
  private final String token;
  private final AtomicLong number = new AtomicLong();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Maker(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  Latencies make(Duration time) throws InterruptedException {
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    AtomicLong refused = new AtomicLong();
    long end = System.nanoTime() + time.toNanos();
    ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      pool.execute(() -> make(end, nanos, refused));
    }
    pool.shutdown();
    pool.awaitTermination(time.toSeconds() + 30, TimeUnit.SECONDS);
    return Latencies.of(nanos, refused.get());
  }

  private void make(long end, Queue<Long> nanos, AtomicLong refused) {
    try {
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(request(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == CREATED) {
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

  private HttpRequest request() {
    String url = "https://www.example.com/made/" + number.incrementAndGet();
    return HttpRequest.newBuilder(server.resolve("/links"))
        .header("Authorization", "Bearer " + token)
        .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"" + url + "\"}"))
        .build();
  }
}
