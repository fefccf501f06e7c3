package ocelli.client.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.Lines;
import ocelli.client.Peer;
import ocelli.client.TestTime;
import ocelli.client.core.Message;
import ocelli.client.http.Awaited;
import ocelli.client.http.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FirehoseReaderTest {
  private final TestTime time = TestTime.start();
  private final List<Long> cursors = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private long last = Long.MAX_VALUE;

  @AfterEach
  void letPeersGo() {
    end.countDown();
  }

  @Test
  void run_connectionBreaks_goesOnAfterTheLastMessage() {
    last = 9;
    try (Peer peer =
        scripted(
            stream(Lines.first(3), Lines.line(5, 3)),
            torn(Lines.line(6, 5)),
            status(503, "Retry-After", "2"),
            stream(Lines.line(9, 6)))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(cursors).containsExactly(3L, 5L, 6L, 9L);
      assertThat(peer.asked())
          .extracting(Peer.Asked::body)
          .containsExactly(
              "{\"from\":\"earliest\"}", "{\"from\":5}", "{\"from\":6}", "{\"from\":6}");
    }
  }

  @Test
  void run_heartbeats_moveThePlaceToGoOnFrom() {
    last = 90;
    try (Peer peer = scripted(stream(Lines.first(3), Lines.beat(70)), stream(Lines.line(90, 3)))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(peer.asked().get(1).body()).isEqualTo("{\"from\":70}");
      assertThat(cursors).containsExactly(3L, 90L);
    }
  }

  @Test
  void run_gapOnTheWay_readsAgainFromBeforeIt() {
    last = 8;
    try (Peer peer =
        scripted(
            stream(Lines.first(3), Lines.line(8, 6)), stream(Lines.line(6, 3), Lines.line(8, 6)))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(cursors).containsExactly(3L, 6L, 8L);
      assertThat(peer.asked().get(1).body()).isEqualTo("{\"from\":3}");
    }
  }

  @Test
  void run_gapStays_endsLoudly() {
    try (Peer peer =
        scripted(
            stream(Lines.first(3), Lines.line(8, 6)),
            stream(Lines.line(8, 6)),
            stream(Lines.line(8, 6)))) {
      assertThatThrownBy(() -> read(peer, FirehoseOptions.from("earliest")))
          .isInstanceOf(BrokenChainException.class)
          .hasMessage("message 8 follows 6, which never came: the last was 3");
      assertThat(cursors).containsExactly(3L);
      assertThat(gaps).hasSize(3);
    }
  }

  @Test
  void run_lostUnderAHeartbeat_isFoundAndReadAgain() {
    last = 90;
    try (Peer peer =
        scripted(
            stream(Lines.first(3), Lines.beat(70), Lines.line(90, 6)),
            stream(Lines.line(6, 3), Lines.line(90, 6)))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(cursors).containsExactly(3L, 6L, 90L);
      assertThat(peer.asked().get(1).body()).isEqualTo("{\"from\":3}");
      assertThat(gaps).containsExactly("message 90 follows 6, but 3 came before it");
    }
  }

  @Test
  void run_linesOfAKindToCome_arePassedOver() {
    last = 5;
    try (Peer peer = scripted(stream(Lines.first(3), "{\"notice\":1}", Lines.line(5, 3)))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(cursors).containsExactly(3L, 5L);
    }
  }

  @Test
  void run_cutOffInsideALine_readsItAgain() {
    last = 5;
    String half = Lines.line(5, 3).substring(0, 40);
    try (Peer peer = scripted(unended(Lines.first(3), half), stream(Lines.line(5, 3)))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(cursors).containsExactly(3L, 5L);
    }
  }

  @Test
  void run_downForHoursAfterItWasOpen_goesOn() {
    last = 5;
    List<Script> scripts = new ArrayList<>(List.of(stream(Lines.first(3))));
    scripts.addAll(java.util.Collections.nCopies(400, status(500, "X", "y")));
    scripts.add(stream(Lines.line(5, 3)));
    try (Peer peer = scripted(scripts.toArray(Script[]::new))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(cursors).containsExactly(3L, 5L);
      assertThat(time.pauses().stream().reduce(Duration.ZERO, Duration::plus))
          .isGreaterThan(Duration.ofHours(1));
    }
  }

  @Test
  void start_endsTellWhy() {
    try (Peer peer = scripted(status(403, "X", "y"))) {
      assertThat(started(peer, message -> {})).isInstanceOf(FirehoseEnd.Refused.class);
    }
    connections.set(0);
    String revoked = "{\"error\":{\"status\":401,\"code\":\"token-revoked\"}}";
    try (Peer peer = scripted(stream(revoked))) {
      assertThat(started(peer, message -> {})).isInstanceOf(FirehoseEnd.Revoked.class);
    }
    connections.set(0);
    String gone = "{\"error\":{\"status\":410,\"code\":\"cursor-too-old\",\"oldest\":77}}";
    try (Peer peer = scripted(stream(gone))) {
      assertThat(started(peer, message -> {}))
          .isInstanceOfSatisfying(
              FirehoseEnd.TooOld.class,
              end -> assertThat(end.oldest()).isEqualTo(OptionalLong.of(77)));
    }
  }

  @Test
  void start_listenerFails_isItsOwnFailure() {
    IllegalStateException full = new IllegalStateException("disk full");
    try (Peer peer = scripted(stream(Lines.first(3)))) {
      assertThatThrownBy(
              () ->
                  started(
                      peer,
                      message -> {
                        throw full;
                      }))
          .isSameAs(full);
    }
  }

  @Test
  void close_whileItIsSilent_endsIt() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    try (Peer peer = scripted(silent(Lines.first(3)))) {
      FirehoseReader reader =
          reader(peer, FirehoseOptions.from("3"), message -> {}, Duration.ofMinutes(5));
      FirehoseReader listening =
          reader(
              peer,
              FirehoseOptions.from("earliest"),
              message -> first.countDown(),
              Duration.ofMinutes(5));
      CompletableFuture<FirehoseEnd> end = listening.start();
      first.await();
      listening.close();
      assertThat(end.get()).isInstanceOf(FirehoseEnd.Closed.class);
      reader.close();
      assertThat(reader.start().get()).isInstanceOf(FirehoseEnd.Closed.class);
    }
  }

  @Test
  void run_sameIdUnderANewCursor_isHandedOnOnce() {
    last = 7;
    String again = Lines.line("id-3", 5, OptionalLong.of(3), "t");
    try (Peer peer = scripted(stream(Lines.first(3), again, Lines.line(7, 5)))) {
      read(peer, FirehoseOptions.from("earliest"));
      assertThat(cursors).containsExactly(3L, 7L);
    }
  }

  @Test
  void run_filtered_followsWhatWasSkipped() {
    last = 9;
    String filtered = Lines.line(9, 8).replaceFirst("}$", ",\"skipped\":{\"from\":4,\"to\":8}}");
    FirehoseOptions options =
        new FirehoseOptions(
            "3", OptionalDouble.of(50), List.of("codes.v1m0.Codes"), List.of("t"), false);
    try (Peer peer = scripted(stream(filtered))) {
      read(peer, options);
      assertThat(cursors).containsExactly(9L);
      assertThat(peer.asked().get(0).body())
          .isEqualTo(
              "{\"from\":3,\"max_rate\":50,\"filters\":{\"types\":[\"codes.v1m0.Codes\"],\"transactions\":[\"t\"]}}");
    }
  }

  @Test
  void run_latestBreaksBeforeAnything_goesOnFromWhenItOpened() {
    last = 5;
    try (Peer peer = scripted(stream(), stream(Lines.line(5, 2)))) {
      read(peer, FirehoseOptions.from("latest"));
      assertThat(peer.asked().get(0).body()).isEqualTo("{\"from\":\"latest\"}");
      assertThat(peer.asked().get(1).body()).matches("\\{\"from\":\"20.*Z\"}");
    }
  }

  @Test
  void run_silence_opensAgain() {
    last = 5;
    try (Peer peer = scripted(silent(Lines.first(3)), stream(Lines.line(5, 3)))) {
      read(peer, FirehoseOptions.from("earliest"), Duration.ofMillis(300));
      assertThat(cursors).containsExactly(3L, 5L);
    }
  }

  @Test
  void run_cursorTooOld_endsWithTheServersWords() {
    String problem = "{\"status\":410,\"code\":\"cursor-too-old\",\"detail\":\"The oldest is 77\"}";
    String lastLine = "{\"error\":" + problem + "}";
    try (Peer peer = Peer.answering((exchange, asked) -> Peer.answer(exchange, 410, problem))) {
      assertThatThrownBy(() -> read(peer, FirehoseOptions.from("3")))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("cursor-too-old: The oldest is 77");
    }
    try (Peer peer = scripted(stream(Lines.first(3), lastLine))) {
      assertThatThrownBy(() -> read(peer, FirehoseOptions.from("earliest")))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("410 cursor-too-old");
    }
  }

  private void read(Peer peer, FirehoseOptions options) {
    read(peer, options, Duration.ofSeconds(10));
  }

  private void read(Peer peer, FirehoseOptions options, Duration silence) {
    Collector collector = new Collector();
    collector.reader = reader(peer, options, collector, silence);
    collector.reader.run();
  }

  private FirehoseEnd started(Peer peer, FirehoseListener listener) {
    FirehoseOptions all = FirehoseOptions.from("earliest");
    return Awaited.of(reader(peer, all, listener, Duration.ofSeconds(10)).start());
  }

  private FirehoseReader reader(
      Peer peer, FirehoseOptions options, FirehoseListener listener, Duration silence) {
    return Readers.reader(peer.url(), options, listener, time.retries(), silence);
  }

  private Peer scripted(Script... scripts) {
    return Peer.answering(
        (exchange, asked) -> {
          assertThat(asked.header("Authorization")).isEqualTo("Bearer token");
          scripts[connections.getAndIncrement()].play(exchange);
        });
  }

  private Script stream(String... lines) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      write(exchange, lines);
    };
  }

  /** Promises more bytes than it sends, and leaves in the middle of a line. */
  private Script torn(String line) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 100_000);
      write(exchange, line);
      exchange.getResponseBody().write("{\"id\":\"ha".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    };
  }

  private static Script unended(String line, String half) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      write(exchange, line);
      exchange.getResponseBody().write(half.getBytes(StandardCharsets.UTF_8));
    };
  }

  private Script silent(String line) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      write(exchange, line);
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static Script status(int status, String header, String value) {
    return exchange -> {
      exchange.getResponseHeaders().add(header, value);
      Peer.answer(exchange, status, "");
    };
  }

  private static void write(HttpExchange exchange, String... lines) throws IOException {
    for (String line : lines) {
      exchange.getResponseBody().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
  }

  private interface Script {
    void play(HttpExchange exchange) throws IOException;
  }

  private final class Collector implements FirehoseListener {
    private FirehoseReader reader;

    @Override
    public void onGap(String reason) {
      gaps.add(reason);
    }

    @Override
    public void onMessage(Message message) {
      cursors.add(message.cursor());
      if (message.cursor() >= last) {
        reader.close();
      }
    }
  }
}
