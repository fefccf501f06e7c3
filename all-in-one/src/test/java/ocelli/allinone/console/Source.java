package ocelli.allinone.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A web server somewhere else, which has images, or has not, and lets one wait for as long as a
 * test likes.
 */
final class Source implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore gate = new Semaphore(0);

  private Source(HttpServer server) {
    this.server = server;
  }

  static Source open() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Source source = new Source(server);
    server.setExecutor(source.threads);
    server.createContext("/images/", source::image);
    server.createContext("/held/", source::held);
    server.createContext(
        "/page.html", exchange -> answer(exchange, 200, "<h1>a page</h1>".getBytes()));
    server.createContext("/gone.png", exchange -> answer(exchange, 404, new byte[0]));
    server.start();
    return source;
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Lets one request under {@code /held/} be answered. */
  void release() {
    gate.release();
  }

  private void image(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    answer(exchange, 200, Sample.bytes(path.substring(path.lastIndexOf('/') + 1)));
  }

  private void held(HttpExchange exchange) throws IOException {
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    image(exchange);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
