package ocelli.allinone;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client's endpoint: verifies each webhook with a third party's library, keeps what it
 * acknowledged in the order of arrival, and can be made to answer 500 now and then.
 */
final class Receiver implements AutoCloseable {
  private static final int NEVER = Integer.MAX_VALUE;

  private final HttpServer server;
  private final AtomicInteger messages = new AtomicInteger();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Queue<Delivered> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> forged = new ConcurrentLinkedQueue<>();
  private volatile int failEvery = NEVER;
  private volatile Webhook verifier;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
    server.setExecutor(
        Executors.newFixedThreadPool(
            4,
            task -> {
              Thread thread = new Thread(task, "receiver");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::receive);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** The secret that the client was given when it was registered. */
  void trust(String secret) {
    verifier = new Webhook(secret);
  }

  /**
   * Answers 500 to every n-th message, the first time that it comes: the third attempt would be
   * that of five minutes later.
   */
  void failEvery(int n) {
    failEvery = n;
  }

  /** What was acknowledged, in the order of arrival. */
  List<Delivered> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** Bodies whose signature did not verify. */
  List<String> forged() {
    return List.copyOf(forged);
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status = 204;
    try {
      verifier.verify(body, HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true));
      Delivered message = Delivered.parse(body);
      if (seen.add(message.id()) && messages.incrementAndGet() % failEvery == 0) {
        status = 500;
      } else {
        acknowledged.add(message);
      }
    } catch (WebhookVerificationException e) {
      forged.add(body);
      status = 401;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
