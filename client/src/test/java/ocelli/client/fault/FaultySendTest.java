package ocelli.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import ocelli.client.ClientSettings;
import ocelli.client.Lines;
import ocelli.client.OcelliClient;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Digests;
import ocelli.client.core.RetrySchedule;
import ocelli.client.fault.RawServer.Connection;
import ocelli.client.fault.RawServer.Request;
import ocelli.client.http.RetryListener;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a connection does to an answer, each image is taken, under one name. */
@Timeout(120)
class FaultySendTest {
  private static final int IMAGES = 16;
  private static final int HARMS = 6;
  private static final Duration TRY = Duration.ofMillis(400);

  private final Map<String, String> taken = new ConcurrentHashMap<>();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void send_anyHarm_takesEachImageOnce(long seed) throws Exception {
    Random random = new Random(seed);
    try (RawServer server = new RawServer((request, back) -> answer(random, request, back))) {
      OcelliClient client = OcelliClient.of(settings(server.url()), "token");
      List<CompletableFuture<Acknowledgement>> answers = new ArrayList<>();
      for (int i = 0; i < IMAGES; i++) {
        answers.add(client.sendAsync("t", image(i), OptionalInt.of(IMAGES), "key-" + i));
      }
      for (int i = 0; i < IMAGES; i++) {
        Acknowledgement answer = answers.get(i).get(100, TimeUnit.SECONDS);
        assertThat(answer.image()).isEqualTo("image-key-" + i);
        assertThat(taken).containsEntry("key-" + i, Digests.sha256(image(i)));
      }
      assertThat(taken).hasSize(IMAGES);
    }
  }

  private void answer(Random random, Request request, Connection back) throws IOException {
    int harm;
    synchronized (random) {
      harm = random.nextInt(HARMS);
    }
    if (harm == 0) {
      back.reset();
      return;
    }
    if (harm == 1) {
      back.answer("503 Busy", "Retry-After: 0\r\n", "{\"code\":\"full\"}");
      return;
    }
    String key = request.header("idempotency-key");
    taken.put(key, Digests.sha256(request.body()));
    String json = Lines.acknowledgement("t", "image-" + key, request.body());
    switch (harm) {
      case 2 -> back.reset();
      case 3 -> {
        back.begin("200 OK", "Content-Length: " + json.length() + "\r\n");
        back.raw(json.substring(0, json.length() / 2));
      }
      case 4 -> back.hang();
      default -> back.answer("200 OK", "", json);
    }
  }

  private static byte[] image(int number) {
    return ("image " + number).getBytes(StandardCharsets.UTF_8);
  }

  private static ClientSettings settings(URI url) {
    Duration soon = Duration.ofMillis(5);
    RetrySchedule schedule = new RetrySchedule(soon, soon, Duration.ofSeconds(90));
    return new ClientSettings(url, Duration.ofSeconds(5), TRY, schedule, RetryListener.silent());
  }
}
