package ocelli.trials.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeafReadersTest {
  private static final int MUCH = 16 << 20; // more than the kernel takes for a small window

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch poured = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 429, 503})
  void open_refused_isSaid(int status) {
    server.createContext(
        "/firehose",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    assertThatThrownBy(() -> DeafReaders.open(address(), "token", 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(String.valueOf(status));
  }

  @Test
  void open_taken_readsNoMoreThanThat() throws Exception {
    server.createContext(
        "/firehose",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(new byte[MUCH]);
          } finally {
            poured.countDown();
          }
        });
    DeafReaders readers = DeafReaders.open(address(), "token", 1);
    assertThat(poured.await(1, TimeUnit.SECONDS)).as("somebody read it").isFalse();
    readers.close();
    assertThat(poured.await(60, TimeUnit.SECONDS)).as("who left is noticed").isTrue();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
