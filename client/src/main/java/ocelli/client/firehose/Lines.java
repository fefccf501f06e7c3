package ocelli.client.firehose;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import ocelli.client.http.LineBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an open stream. One that stays silent for too long is closed by a watcher, which
 * ends a waiting read: the JDK's client has no time-out for bodies.
 */
final class Lines implements AutoCloseable {
  private static final int LOOKS_PER_SILENCE = 4;
  // The JDK's client hands on 16 KiB at a time.
  private static final int CHUNK = 16 * 1024;

  private final InputStream body;
  private final Duration silence;
  private final LineBuffer lines = new LineBuffer();
  private final byte[] chunk = new byte[CHUNK];
  private final Timer watcher = new Timer("firehose-silence", true);
  private volatile long heardAtNanos = System.nanoTime();
  private volatile boolean reading;
  private volatile boolean silent;

  Lines(InputStream body, Duration silence) {
    this.body = body;
    this.silence = silence;
    long period = Math.max(1, silence.toMillis() / LOOKS_PER_SILENCE);
    watcher.schedule(look(), period, period);
  }

  /**
   * The next line that is whole and not empty; null at the end. The time that a reader takes for a
   * line does not count.
   *
   * @throws IOException when the stream breaks or stays silent
   */
  @Nullable String next() throws IOException {
    heardAtNanos = System.nanoTime();
    String line = lines.poll();
    while (line == null || line.isEmpty()) {
      if (line == null && !fill()) {
        return null;
      }
      line = lines.poll();
    }
    return line;
  }

  @Override
  public void close() {
    watcher.cancel();
    closeBody();
  }

  private boolean fill() throws IOException {
    int count = read();
    if (silent) {
      throw tooSilent();
    }
    if (count > 0) {
      heardAtNanos = System.nanoTime();
      lines.append(chunk, count);
    }
    return count >= 0;
  }

  private int read() throws IOException {
    reading = true;
    try {
      return body.read(chunk);
    } catch (IOException e) {
      throw silent ? tooSilent() : new IOException("the connection broke: " + e.getMessage(), e);
    } finally {
      reading = false;
    }
  }

  private TimerTask look() {
    return new TimerTask() {
      @Override
      public void run() {
        if (reading && System.nanoTime() - heardAtNanos > silence.toNanos()) {
          silent = true;
          closeBody();
        }
      }
    };
  }

  private IOException tooSilent() {
    return new IOException("nothing came for " + silence.toSeconds() + " s, not even a heartbeat");
  }

  private void closeBody() {
    try {
      body.close();
    } catch (IOException e) {
      // What cannot be closed cannot be read either: the reader finds out.
      silent = true;
    }
  }
}
