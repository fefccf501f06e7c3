package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code serve jobs} with its roles apart, as shipped: one process answers requests, others send,
 * and the table of jobs is all there is between them.
 */
class JobsRolesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4); // a lease, and a busy machine

  @TempDir static Path folder;
  private static UpProcess ocelli;
  private static JobsCustomer reader;
  private static Map<String, String> environment;

  @BeforeAll
  static void start() throws Exception {
    ocelli = UpProcess.start(folder.resolve("data"));
    reader = JobsCustomer.register(ocelli, "reader");
    environment = environment(LiveBackend.shared().newDatabase());
  }

  @AfterAll
  static void end() throws Exception {
    ocelli.close();
  }

  /** The rest of Ocelli is one process; these are jobs of another, with a table of their own. */
  private static Map<String, String> environment(DatabaseSettings database) throws Exception {
    Path credentials = folder.resolve("jobs.json");
    JsonNode operator = ocelli.operator();
    JobsClient.ensure(ocelli.url(), operator.get("token").asText(), credentials);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("OCELLI_KAFKA", operator.get("kafka").asText());
    all.put("OCELLI_REPLICATION", "1");
    all.put("OCELLI_KEYS", folder.resolve("data").resolve("keys").toString());
    all.put("OCELLI_HTTP_PORT", "0");
    all.put("OCELLI_MANAGEMENT_PORT", "0");
    all.put("OCELLI_DEVELOPMENT", "true");
    all.put("OCELLI_JOBS_SERVER", ocelli.url().toString());
    all.put("OCELLI_JOBS_CREDENTIALS", credentials.toString());
    all.put("OCELLI_JOBS_DATABASE_URL", database.url());
    all.put("OCELLI_JOBS_DATABASE_USER", database.user());
    all.put("OCELLI_JOBS_DATABASE_PASSWORD", database.password());
    return all;
  }

  @Test
  void rolesApart_theTableIsTheQueue_andASenderMayDie() throws Exception {
    String token = reader.token(ocelli);
    try (OnceHeld source = OnceHeld.open(sample("letter.png"));
        ServeProcess web = serve("web", "web")) {
      URI door = web.url();
      String uploaded = JobsCustomer.upload(door, token, "receipt.png", sample("receipt.png"));
      assertThat(state(door, token, uploaded)).as("nobody sends yet").isEqualTo("QUEUED");

      String fetched;
      try (ServeProcess first = serve("send", "send-1")) {
        assertThat(JobsCustomer.get(first.url(), token, "/api/v1/services").statusCode())
            .as("a sender answers no requests")
            .isEqualTo(404);
        awaitText(door, token, uploaded, "GREEN GROCER");
        fetched = JobsCustomer.fetch(door, token, source.url());
        source.awaitHeld();
        first.kill();
      }
      assertThat(state(door, token, fetched)).isEqualTo("FETCHING");
      try (ServeProcess second = serve("send", "send-2")) {
        awaitText(door, token, fetched, "Lighthouse Trust");
        assertThat(second.terminate()).as(second.said()).isZero();
      }
      assertThat(web.terminate()).as(web.said()).isZero();
    }
  }

  private static ServeProcess serve(String role, String name) throws Exception {
    List<String> arguments =
        List.of(
            "jobs", "--config=" + Path.of("..", "deploy", "config", "jobs.conf"), "--roles", role);
    ServeProcess process = ServeProcess.start(folder, name, arguments, environment);
    process.awaitReady();
    return process;
  }

  private static byte[] sample(String name) throws IOException {
    try (InputStream in = JobsRolesIT.class.getResourceAsStream("/samples/" + name)) {
      return in.readAllBytes();
    }
  }

  private static String state(URI door, String token, String job) throws Exception {
    return new ObjectMapper()
        .readTree(JobsCustomer.get(door, token, "/queue/" + job).body())
        .path("state")
        .asText();
  }

  private static void awaitText(URI door, String token, String job, String text) throws Exception {
    Await.until(
        PATIENCE,
        () -> job + " has a result",
        () -> JobsCustomer.number(door, token, job).isPresent());
    long number = JobsCustomer.number(door, token, job).orElseThrow();
    assertThat(JobsCustomer.result(door, token, number).get("result").asText()).contains(text);
  }

  /** A web server that keeps its first asker waiting for good, and answers the next. */
  private static final class OnceHeld implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    private OnceHeld(HttpServer server) {
      this.server = server;
    }

    static OnceHeld open(byte[] image) throws IOException {
      OnceHeld source =
          new OnceHeld(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      source.server.setExecutor(source.threads);
      source.server.createContext("/page.png", exchange -> source.answer(exchange, image));
      source.server.start();
      return source;
    }

    private void answer(HttpExchange exchange, byte[] image) throws IOException {
      if (held.getCount() > 0) {
        held.countDown();
        hold();
      }
      try (exchange) {
        exchange.sendResponseHeaders(200, image.length);
        exchange.getResponseBody().write(image);
      }
    }

    private void hold() {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/page.png";
    }

    void awaitHeld() throws InterruptedException {
      assertThat(held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
      over.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
