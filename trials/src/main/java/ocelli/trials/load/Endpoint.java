package ocelli.trials.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import ocelli.client.webhook.WebhookVerifier;
import ocelli.trials.checker.Entry;
import org.jspecify.annotations.Nullable;

/** A client's endpoint that behaves as it is told, and writes down what came. */
public final class Endpoint implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;
  private static final int CHUNKS = 16 * 1024; // 1 GB: issue 4's "1 GB answer"

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Endpoint::daemon);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Behaviour behaviour = Behaviour.TAKES;
  private volatile @Nullable Owner owner;
  private volatile int calledAt;

  private record Owner(String client, WebhookVerifier verifier, TrialLog log) {}

  private Endpoint(HttpServer server) {
    this.server = server;
    this.calledAt = port();
  }

  /** Listens on a free port of loopback. */
  public static Endpoint listen() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    Endpoint endpoint = new Endpoint(server);
    server.setExecutor(endpoint.threads);
    server.createContext("/", endpoint::receive);
    server.start();
    return endpoint;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Has itself called at another port, from which a line leads to its own. */
  public void beCalledAt(int port) {
    calledAt = port;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + calledAt + "/hook");
  }

  void open(String client, WebhookVerifier verifier, TrialLog log) {
    owner = new Owner(client, verifier, log);
  }

  /** How it answers from now on. */
  public void behave(Behaviour now) {
    behaviour = now;
  }

  private void receive(HttpExchange exchange) throws IOException {
    Behaviour now = behaviour;
    byte[] body = exchange.getRequestBody().readAllBytes();
    write(exchange, body, now.takes());
    try (exchange) {
      switch (now) {
        case SILENT -> closesWithin(Long.MAX_VALUE);
        case DRIPS, TAKES_AND_DRIPS -> drip(exchange, now.status());
        case ENDLESS, TAKES_ENDLESSLY -> pour(exchange, now.status());
        default -> {
          if (now == Behaviour.BUSY) {
            exchange.getResponseHeaders().add("Retry-After", "2");
          }
          exchange.sendResponseHeaders(now.status(), -1);
        }
      }
    }
  }

  private void write(HttpExchange exchange, byte[] body, boolean acknowledged) throws IOException {
    Owner known = owner;
    if (known == null) {
      throw new IOException("a webhook before the client was registered");
    }
    boolean genuine =
        known.verifier().verify(headers(exchange), body).match(yes -> true, refused -> false);
    String text = new String(body, StandardCharsets.UTF_8);
    TrialLog log = known.log();
    log.add(new Entry.Webhook(known.client(), log.now(), acknowledged, genuine, text));
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    return exchange.getRequestHeaders().entrySet().stream()
        .collect(
            Collectors.toMap(
                header -> header.getKey().toLowerCase(Locale.ROOT),
                header -> header.getValue().get(0)));
  }

  private void drip(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    OutputStream out = exchange.getResponseBody();
    while (!closesWithin(TimeUnit.SECONDS.toMillis(1))) {
      out.write('.');
      out.flush(); // fails when the other side has had enough
    }
  }

  private static void pour(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    byte[] chunk = new byte[CHUNK];
    for (int i = 0; i < CHUNKS; i++) {
      exchange.getResponseBody().write(chunk);
    }
  }

  /** Whether the endpoint was closed meanwhile. */
  private boolean closesWithin(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "endpoint");
    thread.setDaemon(true);
    return thread;
  }
}
