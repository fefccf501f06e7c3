package ocelli.push;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A client's endpoint on this machine, which keeps what it accepted. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private final IntUnaryOperator status;
  private final IntFunction<Optional<String>> retryAfter;
  private final boolean drips;
  private final List<Instant> arrivals = new CopyOnWriteArrayList<>();
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

  private Receiver(IntUnaryOperator status, IntFunction<Optional<String>> retryAfter, boolean drips)
      throws IOException {
    this.status = status;
    this.retryAfter = retryAfter;
    this.drips = drips;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers each request, counted from 1, with that status. */
  static Receiver answering(IntUnaryOperator status) throws IOException {
    return new Receiver(status, number -> Optional.empty(), false);
  }

  /** Accepts each request, with a body of which a byte comes now and then, and no end. */
  static Receiver dripping() throws IOException {
    return new Receiver(number -> 200, number -> Optional.empty(), true);
  }

  /** Answers the first request with a status and a Retry-After, and the others with 200. */
  static Receiver asking(int first, Supplier<String> retryAfter) throws IOException {
    return new Receiver(
        number -> number == 1 ? first : 200,
        number -> number == 1 ? Optional.of(retryAfter.get()) : Optional.empty(),
        false);
  }

  /** Takes requests and never answers. */
  static Receiver silent() throws IOException {
    return answering(number -> 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    long at = System.nanoTime();
    byte[] body = exchange.getRequestBody().readAllBytes();
    arrivals.add(Instant.now());
    int number = requests.incrementAndGet();
    int answer = status.applyAsInt(number);
    retryAfter.apply(number).ifPresent(v -> exchange.getResponseHeaders().set("Retry-After", v));
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
    exchange.sendResponseHeaders(answer == 0 ? 500 : answer, drips ? 0 : -1);
    if (drips) {
      drip(exchange.getResponseBody());
    }
    exchange.close();
  }

  /** Until the other side has had enough. */
  private void drip(OutputStream to) throws IOException {
    try {
      while (!closing.await(100, TimeUnit.MILLISECONDS)) {
        to.write(' ');
        to.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  /** Of the accepted, each once. */
  Set<String> ids() {
    return accepted.stream().map(Webhook::id).collect(Collectors.toSet());
  }

  /** When each request came. */
  List<Instant> arrivals() {
    return arrivals;
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
