package ocelli.jobs.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody else's server, with all that can be wrong with one. */
final class RemoteServer implements AutoCloseable {
  static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  RemoteServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
    server.setExecutor(threads);
    server.createContext("/ok", exchange -> answer(exchange, 200, PNG));
    server.createContext("/html", exchange -> answer(exchange, 200, "<html>".getBytes()));
    server.createContext("/missing", exchange -> answer(exchange, 404, PNG));
    server.createContext("/broken", exchange -> answer(exchange, 500, PNG));
    server.createContext("/forbidden", exchange -> answer(exchange, 403, PNG));
    server.createContext("/empty", exchange -> answer(exchange, 200, new byte[0]));
    server.createContext("/silent", exchange -> await());
    server.createContext("/drip", exchange -> stream(exchange, true));
    server.createContext("/endless", exchange -> stream(exchange, false));
    server.createContext("/cut", RemoteServer::cut);
    redirect("/moved", "/ok");
    redirect("/loop", "/loop");
    redirect("/private", "http://10.1.2.3/x.png");
    redirect("/metadata", "http://169.254.169.254/latest/meta-data");
    redirect("/script", "javascript:alert(1)");
    server.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void redirect(String path, String location) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          answer(exchange, 302, new byte[0]);
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "image/png");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Says that more comes than does. */
  private static void cut(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody().write(PNG);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private void stream(HttpExchange exchange, boolean slowly) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    body.write(PNG);
    byte[] more = new byte[slowly ? 1 : 64 * 1024];
    while (end.getCount() > 0) {
      body.write(more);
      body.flush();
      if (slowly) {
        pause();
      }
    }
  }

  private void pause() {
    try {
      end.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
