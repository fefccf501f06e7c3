package ocelli.client.firehose;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an open stream. One that stays silent for too long is closed by a watcher, which
 * ends a waiting read: the JDK's client has no time-out for bodies.
 */
final class Lines implements AutoCloseable {
  private static final int LOOKS_PER_SILENCE = 4;

  private final InputStream body;
  private final BufferedReader reader;
  private final Duration silence;
  private final Timer watcher = new Timer("firehose-silence", true);
  private volatile long heardAtNanos = System.nanoTime();
  private volatile boolean reading;
  private volatile boolean silent;

  Lines(InputStream body, Duration silence) {
    this.body = body;
    this.reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    this.silence = silence;
    long period = Math.max(1, silence.toMillis() / LOOKS_PER_SILENCE);
    watcher.schedule(look(), period, period);
  }

  /**
   * The next line that is not empty; null at the end. The time a reader takes for a line counts
   * not.
   */
  @Nullable String next() throws IOException {
    heardAtNanos = System.nanoTime();
    reading = true;
    try {
      String line = reader.readLine();
      while (line != null && line.isBlank()) {
        heardAtNanos = System.nanoTime();
        line = reader.readLine();
      }
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      throw silent ? tooSilent() : e;
    } finally {
      reading = false;
    }
    if (silent) {
      throw tooSilent();
    }
    return null;
  }

  @Override
  public void close() {
    watcher.cancel();
    closeBody();
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
