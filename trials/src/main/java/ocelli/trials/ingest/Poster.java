package ocelli.trials.ingest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import ocelli.trials.load.ClosedLoop;
import ocelli.trials.load.Latencies;

/** Connections that post images one after the other. */
final class Poster {
  private static final int OK = 200;

  private final URI base;
  private final String token;
  private final byte[] image;
  private final ClosedLoop loop;
  private final AtomicLong transactions = new AtomicLong();

  Poster(URI base, String token, int imageBytes, int connections, long seed) {
    this.base = base;
    this.token = token;
    this.image = headedNoise(imageBytes, seed);
    this.loop = new ClosedLoop(connections, OK, this::request);
  }

  /** Posts for a time. */
  Latencies run(Duration time) throws InterruptedException {
    return loop.run(time);
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
