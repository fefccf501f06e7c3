package ocelli.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A held connection, read line by line with a deadline for each; it reads nothing ahead of that.
 */
final class HeldReader implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread daemon = new Thread(work, "held-reader");
            daemon.setDaemon(true);
            return daemon;
          });

  HeldReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8), 1024);
    assertThat(response.statusCode()).isEqualTo(200);
  }

  String contentType() {
    return response.headers().firstValue("content-type").orElse("");
  }

  /** The next line, whatever it is; null at the end. */
  @Nullable String line() throws Exception {
    return CompletableFuture.supplyAsync(this::read, thread)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The next message. */
  String message() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String line = line();
    while (line != null && line.startsWith("{\"heartbeat\"")) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("only heartbeats, the last " + line);
      }
      line = line();
    }
    if (line == null) {
      throw new TimeoutException("the stream ended");
    }
    return line;
  }

  List<String> messages(int count) throws Exception {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message());
    }
    return messages;
  }

  private @Nullable String read() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    response.body().close();
    thread.shutdownNow();
  }
}
