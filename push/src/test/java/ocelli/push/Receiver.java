package ocelli.push;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/** A client's endpoint on this machine, which keeps what it accepted. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final IntUnaryOperator status;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Webhook> accepted = new CopyOnWriteArrayList<>();

  /** An accepted webhook. */
  record Webhook(Map<String, List<String>> headers, String body, long atNanos) {
    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    String id() {
      return json().get("id").getAsString();
    }

    long cursor() {
      return json().get("cursor").getAsLong();
    }

    String transaction() {
      return json().get("transaction").getAsString();
    }

    long previous() {
      return json().has("previous") ? json().get("previous").getAsLong() : -1;
    }
  }

  private Receiver(IntUnaryOperator status) throws IOException {
    this.status = status;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers each request, counted from 1, with that status. */
  static Receiver answering(IntUnaryOperator status) throws IOException {
    return new Receiver(status);
  }

  /** Takes requests and never answers. */
  static Receiver silent() throws IOException {
    return new Receiver(number -> 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    long at = System.nanoTime();
    byte[] body = exchange.getRequestBody().readAllBytes();
    int answer = status.applyAsInt(requests.incrementAndGet());
    if (answer == 0) {
      awaitClose();
    }
    if (answer / 100 == 2) {
      accepted.add(
          new Webhook(
              Map.copyOf(exchange.getRequestHeaders()),
              new String(body, StandardCharsets.UTF_8),
              at));
    }
    exchange.sendResponseHeaders(answer == 0 ? 500 : answer, -1);
    exchange.close();
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  List<Webhook> accepted() {
    return accepted;
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
