package ocelli.trials.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/** Connections that post images one after the other. */
final class Poster {
  private static final int OK = 200;

  private final URI base;
  private final String token;
  private final byte[] image;
  private final int connections;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong transactions = new AtomicLong();

  Poster(URI base, String token, int imageBytes, int connections, long seed) {
    this.base = base;
    this.token = token;
    this.image = headedNoise(imageBytes, seed);
    this.connections = connections;
  }

  /** Posts for a time. */
  Latencies run(Duration time) throws InterruptedException {
    Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    AtomicLong refused = new AtomicLong();
    long end = System.nanoTime() + time.toNanos();
    ExecutorService pool = Executors.newFixedThreadPool(connections);
    for (int i = 0; i < connections; i++) {
      pool.execute(() -> post(end, nanos, refused));
    }
    pool.shutdown();
    pool.awaitTermination(time.toSeconds() + 30, TimeUnit.SECONDS);
    return Latencies.of(nanos, refused.get());
  }

  private void post(long end, Queue<Long> nanos, AtomicLong refused) {
    try {
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(request(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == OK) {
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
    return HttpRequest.newBuilder(base.resolve("/images/bench-" + transactions.incrementAndGet()))
        .header("Authorization", "Bearer " + token)
        .POST(HttpRequest.BodyPublishers.ofByteArray(image))
        .build();
  }

  /** A PNG by its header, noise behind it: the door takes it, and no task spends long on it. */
  private static byte[] headedNoise(int bytes, long seed) {
    byte[] image = new byte[bytes];
    new SplittableRandom(seed).nextBytes(image);
    ByteBuffer header =
        ByteBuffer.wrap(image)
            .putLong(0x89504e470d0a1a0aL)
            .putInt(13)
            .putInt(0x49484452) // IHDR
            .putInt(640)
            .putInt(480)
            .put(new byte[] {8, 2, 0, 0, 0});
    CRC32 check = new CRC32();
    check.update(image, 12, 17); // the chunk's type and data
    header.putInt((int) check.getValue());
    return image;
  }
}
