package ocelli.client.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.client.ClientSettings;
import ocelli.client.Lines;
import ocelli.client.OcelliClient;
import ocelli.client.Peer;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Problem;
import ocelli.client.core.RetrySchedule;
import ocelli.client.http.Awaited;
import ocelli.client.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchTest {
  private static final String PROBLEM = "{\"status\":%d,\"code\":\"%s\",\"part\":%d}";

  private final AtomicInteger requests = new AtomicInteger();
  private final Map<Integer, String> heard = new TreeMap<>();

  @Test
  void sendAll_manyImages_goInRequestsOf64AndAreHeardOfInOrder() {
    try (Peer peer = Peer.answering((exchange, asked) -> answer(exchange, lines(asked)))) {
      send(peer, images(100));
      assertThat(peer.asked()).hasSize(2);
      assertThat(peer.asked())
          .extracting(asked -> asked.header("Idempotency-Key"))
          .containsExactly("key.0", "key.64");
      assertThat(peer.asked()).extracting(Peer.Asked::path).containsOnly("/images/t?of=100");
      assertThat(heard).hasSize(100).containsEntry(0, "key.0/0").containsEntry(99, "key.64/35");
    }
  }

  @Test
  void sendAll_largeImages_goInRequestsOfAtMost16MiB() {
    List<byte[]> large = List.of(new byte[9 << 20], new byte[9 << 20], new byte[1]);
    try (Peer peer = Peer.answering((exchange, asked) -> answer(exchange, lines(asked)))) {
      send(peer, large);
      assertThat(peer.asked()).hasSize(2);
      assertThat(heard).hasSize(3);
    }
  }

  @Test
  void sendAll_requestBreaks_isRepeatedUnderTheSameKey() {
    try (Peer peer =
        Peer.answering(
            (exchange, asked) -> {
              if (requests.getAndIncrement() == 0) {
                exchange.sendResponseHeaders(200, 10_000);
                exchange
                    .getResponseBody()
                    .write(lines(asked).get(0).getBytes(StandardCharsets.UTF_8));
              } else {
                answer(exchange, lines(asked));
              }
            })) {
      send(peer, images(3));
      assertThat(peer.asked())
          .extracting(asked -> asked.header("Idempotency-Key"))
          .containsExactly("key.0", "key.0");
      assertThat(heard).hasSize(3);
    }
  }

  @Test
  void sendAll_partsWithoutAnAnswer_goAloneUnderTheirName() {
    try (Peer peer = Peer.answering(this::halfAnswered)) {
      send(peer, images(4));
      assertThat(heard)
          .containsEntry(0, "key.0/0")
          .containsEntry(1, "415 not-an-image")
          .containsEntry(2, "key.0/2")
          .containsEntry(3, "key.0/3");
      assertThat(peer.asked())
          .extracting(asked -> asked.header("Idempotency-Key"))
          .containsExactly("key.0", "key.0/2", "key.0/3");
    }
  }

  @Test
  void sendAll_notGranted_fails() {
    try (Peer peer =
        Peer.answering(
            (exchange, asked) -> Peer.answer(exchange, 403, "{\"code\":\"missing-claim\"}"))) {
      assertThatThrownBy(() -> send(peer, images(2)))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("missing-claim");
      assertThat(heard).isEmpty();
    }
  }

  /** The second is no image, the third meets a full door, the fourth's line never comes. */
  private void halfAnswered(HttpExchange exchange, Peer.Asked asked) throws IOException {
    List<String> lines = new ArrayList<>(lines(asked));
    if (lines.size() == 4) {
      lines.set(1, String.format(PROBLEM, 415, "not-an-image", 1));
      lines.set(2, String.format(PROBLEM, 503, "full", 2));
      lines.remove(3);
    }
    answer(exchange, lines);
  }

  private void send(Peer peer, List<byte[]> images) {
    Duration soon = Duration.ofMillis(5);
    ClientSettings settings =
        ClientSettings.of(peer.url())
            .withRetries(new RetrySchedule(soon, soon, Duration.ofSeconds(30)));
    Awaited.of(
        OcelliClient.of(settings, "token")
            .sendAll("t", images, OptionalInt.of(images.size()), "key", new Listener()));
  }

  private static void answer(HttpExchange exchange, List<String> lines) throws IOException {
    Peer.answer(exchange, 200, String.join("\n", lines) + "\n");
  }

  /** What a door answers; the image's name is its key, as the door derives it from key and part. */
  private static List<String> lines(Peer.Asked asked) {
    String key = asked.header("Idempotency-Key");
    String type = asked.header("Content-Type");
    if (!type.startsWith("multipart/mixed; boundary=")) {
      return List.of(acknowledgement(key, asked.body()));
    }
    String boundary = "--" + type.substring(type.indexOf('=') + 1);
    String[] parts = asked.body().split(java.util.regex.Pattern.quote(boundary), -1);
    assertThat(parts[parts.length - 1]).isEqualTo("--\r\n");
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < parts.length - 1; i++) {
      String image = parts[i].substring(parts[i].indexOf("\r\n\r\n") + 4, parts[i].length() - 2);
      lines.add(acknowledgement(key + "/" + (i - 1), image));
    }
    return lines;
  }

  private static String acknowledgement(String image, String body) {
    return Lines.acknowledgement("t", image, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<byte[]> images(int count) {
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(("image\r\n" + i).getBytes(StandardCharsets.UTF_8));
    }
    return images;
  }

  private final class Listener implements BatchListener {
    @Override
    public synchronized void onAcknowledged(int index, Acknowledgement acknowledgement) {
      assertThat(heard.put(index, acknowledgement.image())).isNull();
    }

    @Override
    public synchronized void onRefused(int index, Problem problem) {
      assertThat(heard.put(index, problem.sentence())).isNull();
    }
  }
}
