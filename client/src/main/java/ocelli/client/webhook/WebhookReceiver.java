package ocelli.client.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ocelli.client.core.Message;
import ocelli.client.json.Messages;
import ocelli.client.json.UnreadableException;

/** A small HTTP server for webhooks: verifies, hands on, acknowledges. */
public final class WebhookReceiver implements AutoCloseable {
  // A delivered message is at most 192 KiB (ARCHITECTURE, Envelope); more is not ours.
  private static final int LONGEST_BODY = 256 * 1024;
  // Ocelli keeps at most 10 unacknowledged in flight to one endpoint (ARCHITECTURE, push).
  private static final int THREADS = 10;

  private final HttpServer server;
  private final ExecutorService threads;
  private final WebhookListener listener;
  private volatile Optional<WebhookVerifier> verifier = Optional.empty();

  private WebhookReceiver(HttpServer server, ExecutorService threads, WebhookListener listener) {
    this.server = server;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * Listens; refuses everything with 503 until {@link #verifyWith}, for the secret is often known
   * only after the address was registered.
   *
   * @param address port 0 takes a free one
   */
  public static WebhookReceiver start(InetSocketAddress address, WebhookListener listener) {
    try {
      HttpServer server = HttpServer.create(address, 0);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, WebhookReceiver::daemon);
      WebhookReceiver receiver = new WebhookReceiver(server, threads, listener);
      server.setExecutor(threads);
      server.createContext("/", receiver::handle);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + address + ": " + e.getMessage(), e);
    }
  }

  /** From now on takes what this verifier calls genuine. */
  public void verifyWith(WebhookVerifier genuine) {
    verifier = Optional.of(genuine);
  }

  /** Where it listens. */
  public URI address() {
    InetSocketAddress bound = server.getAddress();
    return URI.create(
        "http://" + bound.getAddress().getHostAddress() + ":" + bound.getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().add("Allow", "POST");
        answer(exchange, 405, "only POST");
        return;
      }
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
      if (body.length > LONGEST_BODY) {
        answer(exchange, 413, "more than " + LONGEST_BODY + " bytes");
        return;
      }
      judge(exchange, headers(exchange), body);
    }
  }

  private void judge(HttpExchange exchange, Map<String, String> headers, byte[] body)
      throws IOException {
    if (verifier.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", "1");
      answer(exchange, 503, "not yet ready");
      return;
    }
    Reply reply =
        verifier
            .get()
            .verify(headers, body)
            .match(
                genuine -> take(genuine, headers, body), refused -> refuse(401, refused.reason()));
    answer(exchange, reply.status(), reply.words());
  }

  private Reply take(Verdict.Genuine genuine, Map<String, String> headers, byte[] body) {
    try {
      Message message = Messages.message(new String(body, StandardCharsets.UTF_8));
      if (!message.id().equals(genuine.id())) {
        return refuse(400, "webhook-id names another message than the body");
      }
      listener.onWebhook(new Webhook(message, completeUpTo(headers)));
      return new Reply(204, "");
    } catch (UnreadableException e) {
      return refuse(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return refuse(500, "the listener failed: " + e);
    }
  }

  private Reply refuse(int status, String reason) {
    listener.onRefused(reason);
    return new Reply(status, reason);
  }

  private static OptionalLong completeUpTo(Map<String, String> headers) {
    String value = headers.getOrDefault("ocelli-complete-up-to", "");
    return value.matches("[0-9]{1,16}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> first = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      first.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().get(0));
    }
    return first;
  }

  private static void answer(HttpExchange exchange, int status, String words) throws IOException {
    byte[] body = words.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "webhook-receiver");
    thread.setDaemon(true);
    return thread;
  }

  private record Reply(int status, String words) {}
}
