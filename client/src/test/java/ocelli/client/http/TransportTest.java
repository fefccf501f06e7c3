package ocelli.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.Peer;
import ocelli.client.TestTime;
import ocelli.client.json.UnreadableException;
import org.junit.jupiter.api.Test;

class TransportTest {
  private static final Duration CALL = Duration.ofMillis(400);

  private final TestTime time = TestTime.start();
  private final AtomicInteger count = new AtomicInteger();

  @Test
  void exchange_busyWithRetryAfter_waitsThatLongAndSucceeds() {
    try (Peer peer = Peer.answering((exchange, asked) -> busyTwice(exchange))) {
      Answer answer = exchange(peer.url(), Call.of("POST", "/x").body("text/plain", "hi"));
      assertThat(answer.success()).isEqualTo("done");
      assertThat(peer.asked()).extracting(Peer.Asked::body).containsExactly("hi", "hi", "hi");
      assertThat(time.pauses()).hasSize(2);
      assertThat(time.pauses().get(0)).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3300));
      assertThat(time.pauses().get(1)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5500));
    }
  }

  @Test
  void exchange_busyForever_givesUpWithTheServersWords() {
    String problem =
        "{\"status\":503,\"code\":\"full\",\"detail\":\"No room\",\"limit\":\"bytes\"}";
    try (Peer peer = Peer.answering((exchange, asked) -> Peer.answer(exchange, 503, problem))) {
      assertThatThrownBy(() -> exchange(peer.url(), Call.of("GET", "/x")))
          .isInstanceOf(ProblemException.class)
          .hasMessage("GET /x answered 503 full: No room");
      assertThat(peer.asked().size()).isBetween(8, 25);
    }
  }

  @Test
  void exchange_refused_isNotRepeated() {
    try (Peer peer = Peer.answering((exchange, asked) -> Peer.answer(exchange, 403, "{}"))) {
      assertThat(exchange(peer.url(), Call.of("GET", "/x")).status()).isEqualTo(403);
      assertThat(peer.asked()).hasSize(1);
    }
  }

  @Test
  void exchange_nobodyThere_triesAndSaysSo() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThatThrownBy(() -> exchange(nobody, Call.of("GET", "/x")))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("GET /x at " + nobody)
        .hasMessageContaining("nobody answers there");
    assertThat(time.pauses()).hasSizeGreaterThan(5);
  }

  @Test
  void exchange_bodyNeverEnds_timesOutAndTriesAgain() {
    CountDownLatch end = new CountDownLatch(1);
    try (Peer peer =
        Peer.answering(
            (exchange, asked) -> {
              if (count.incrementAndGet() > 1) {
                Peer.answer(exchange, 200, "done");
                return;
              }
              exchange.sendResponseHeaders(200, 100);
              exchange.getResponseBody().write('x');
              exchange.getResponseBody().flush();
              await(end);
            })) {
      assertThat(exchange(peer.url(), Call.of("GET", "/x")).success()).isEqualTo("done");
      assertThat(count).hasValue(2);
    } finally {
      end.countDown();
    }
  }

  @Test
  void exchange_answerWithoutEnd_isBrokenOffAndNotRepeated() {
    byte[] chunk = new byte[1 << 20];
    try (Peer peer =
        Peer.answering(
            (exchange, asked) -> {
              exchange.sendResponseHeaders(200, 0);
              while (true) {
                exchange.getResponseBody().write(chunk);
              }
            })) {
      Transport patient =
          new Transport(peer.url(), Duration.ofSeconds(5), Duration.ofSeconds(60), time.retries());
      assertThatThrownBy(() -> Awaited.of(patient.exchange(Call.of("GET", "/x"))))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("at most 16777216 bytes");
      assertThat(peer.asked()).hasSize(1);
    }
  }

  @Test
  void exchange_manyAtOnce_holdNoThread() throws Exception {
    CountDownLatch all = new CountDownLatch(30);
    try (Peer peer =
        Peer.answering(
            (exchange, asked) -> {
              all.countDown();
              await(all);
              Peer.answer(exchange, 200, "done");
            })) {
      Transport patient =
          new Transport(peer.url(), Duration.ofSeconds(5), Duration.ofSeconds(60), time.retries());
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        answers.add(patient.exchange(Call.of("GET", "/x")));
      }
      for (CompletableFuture<Answer> answer : answers) {
        assertThat(answer.get().success()).isEqualTo("done");
      }
    }
  }

  private void busyTwice(com.sun.net.httpserver.HttpExchange exchange) throws java.io.IOException {
    switch (count.incrementAndGet()) {
      case 1 -> {
        exchange.getResponseHeaders().add("Retry-After", "3");
        Peer.answer(exchange, 503, "");
      }
      case 2 -> {
        exchange.getResponseHeaders().add("Retry-After", "5");
        Peer.answer(exchange, 429, "");
      }
      default -> Peer.answer(exchange, 200, "done");
    }
  }

  private Answer exchange(URI url, Call call) {
    Transport transport = new Transport(url, Duration.ofSeconds(2), CALL, time.retries());
    return Awaited.of(transport.exchange(call));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
