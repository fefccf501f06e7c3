package ocelli.allinone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.ServerBinding;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import ocelli.allinone.edge.Backends;
import ocelli.allinone.edge.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that takes connections and answers nobody, as one that was stopped. */
class PulseTest {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOOKS = 4; // with half a second between them: more than enough to judge
  private static final Path LOG = Path.of("log");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Backends backends = new Backends(Map.of("/service", "service"), Optional.empty());
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private HttpServer node;
  private HttpServer healthy;
  private Child.State hanging;
  private Child.State lively;
  private ActorSystem<Void> system;
  private URI edge;
  private Pulse pulse;

  @BeforeEach
  void start() throws Exception {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.setExecutor(threads);
    node.createContext("/", this::answer);
    node.start();
    healthy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    healthy.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    healthy.start();
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "pulse-test",
            ConfigFactory.load(ConfigFactory.parseResources("edge.conf")));
    ServerBinding binding =
        Edge.bind(system, backends, request -> Optional.empty(), "127.0.0.1", 0)
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    edge = URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + "/service");
    URI at = URI.create("http://127.0.0.1:" + node.getAddress().getPort());
    backends.add("service", "service-1", at);
    hanging =
        new Child.State("service-1", "service", 1, new Place(at, at, Optional.empty()), 0, LOG);
    URI well = URI.create("http://127.0.0.1:" + healthy.getAddress().getPort());
    lively =
        new Child.State("other-1", "other", 2, new Place(well, well, Optional.empty()), 0, LOG);
    pulse = new Pulse(system, () -> List.of(hanging, lively), backends, LOOK);
  }

  @AfterEach
  void end() {
    stopped.countDown();
    system.terminate();
    node.stop(0);
    healthy.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/service")) {
        asked.countDown();
      }
      stopped.await();
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nodeHangs_whoWaitsIsToldToComeAgain_untilItAnswers() throws Exception {
    stopped = new CountDownLatch(1);
    CompletableFuture<HttpResponse<Void>> waiting = ask();
    assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    lookUntil(waiting::isDone);
    assertThat(waiting.join().statusCode()).isEqualTo(503);
    assertThat(waiting.join().headers().firstValue("Retry-After")).isPresent();
    assertThat(ask().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(503);

    stopped.countDown();
    lookUntil(() -> ask().join().statusCode() == 200);
  }

  @Test
  void everybodyIsSilent_nobodyIsTakenOut() throws Exception {
    stopped = new CountDownLatch(1);
    Pulse alone = new Pulse(system, () -> List.of(hanging), backends, LOOK);
    CompletableFuture<HttpResponse<Void>> waiting = ask();
    for (int i = 0; i < 2 * LOOKS; i++) {
      alone.look();
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis() / 2);
    }
    stopped.countDown();
    assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  private CompletableFuture<HttpResponse<Void>> ask() {
    HttpRequest request = HttpRequest.newBuilder(edge).timeout(PATIENCE).build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
  }

  private interface Condition {
    boolean holds();
  }

  private void lookUntil(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      pulse.look();
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis() / 2);
    }
  }
}
