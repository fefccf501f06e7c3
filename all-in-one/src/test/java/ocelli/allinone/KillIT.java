package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments with at least twenty images unfinished: every acknowledged image is
 * answered by every task by both ways, and repeats are only those that the design allows. {@code
 * -Docelli.it.kills=10} is the long form, {@code -Docelli.it.seed} replays.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("ocelli.it.kills", 3);
  private static final long SEED = Long.getLong("ocelli.it.seed", 20_261_121L);
  private static final int UNFINISHED = 20;
  private static final int MAX_PAUSE_MILLIS = 2_500;
  private static final int TASKS = 4;
  private static final int REPEATS_PER_KILL =
      10; // ARCHITECTURE, push: unmarked deliveries of an endpoint
  private static final Duration PATIENCE = Duration.ofSeconds(120L + 20L * KILLS);

  @TempDir Path data;

  @Test
  void killed_manyTimes_losesNoAcknowledgedImage() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<String, String> images = new LinkedHashMap<>();
    try (Receiver receiver = new Receiver()) {
      Customer camera = null;
      for (int kill = 0; kill < KILLS; kill++) {
        try (UpProcess ocelli = UpProcess.start(data)) {
          if (camera == null) {
            camera = Customer.register(ocelli, "camera", Optional.of(receiver.url()));
            receiver.trust(camera.webhookSecret());
          }
          String token = camera.token(ocelli.url());
          for (int i = 0; i < UNFINISHED; i++) {
            String key = "image-" + kill + "-" + i;
            images.put(
                key,
                Customer.send(
                        ocelli.url(),
                        token,
                        "watch-" + kill,
                        UNFINISHED,
                        key,
                        Pictures.png(kill * UNFINISHED + i))
                    .image());
          }
          TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
          ocelli.kill();
        }
      }
      verify(receiver, camera, images);
    }
  }

  private void verify(Receiver receiver, Customer camera, Map<String, String> images)
      throws Exception {
    int expected = images.size() * TASKS + KILLS;
    try (UpProcess ocelli = UpProcess.start(data)) {
      Await.until(
          PATIENCE,
          () ->
              "seed " + SEED + ": " + distinctIds(receiver) + " of " + expected + " messages came",
          () -> distinctIds(receiver) >= expected);
      List<Delivered> firehose =
          Customer.firehose(ocelli.url(), camera.token(ocelli.url()), "\"earliest\"");
      assertAnswered(receiver.acknowledged(), new HashSet<>(images.values()));
      assertAnswered(firehose, new HashSet<>(images.values()));
      assertRepeatsAreAllowed(receiver.acknowledged(), firehose);
      Delivered.assertChained(firehose);
      assertSentAgain_isTheSameImage(ocelli.url(), camera, images);
      assertThat(ocelli.terminate()).isZero();
    }
  }

  private static long distinctIds(Receiver receiver) {
    return receiver.acknowledged().stream().map(Delivered::id).distinct().count();
  }

  private static void assertAnswered(List<Delivered> messages, Set<String> images) {
    Map<String, Set<String>> answers =
        messages.stream()
            .filter(message -> !message.image().isEmpty())
            .collect(
                Collectors.groupingBy(
                    Delivered::image, Collectors.mapping(Delivered::answers, Collectors.toSet())));
    assertThat(answers.keySet()).as("seed %d", SEED).isEqualTo(images);
    assertThat(answers.values()).as("seed %d", SEED).allMatch(types -> types.size() == TASKS);
  }

  private static void assertRepeatsAreAllowed(List<Delivered> webhooks, List<Delivered> firehose) {
    long sent = webhooks.stream().map(Delivered::occurrence).count();
    Set<String> occurrences =
        webhooks.stream().map(Delivered::occurrence).collect(Collectors.toSet());
    assertThat(sent - occurrences.size())
        .as("seed %d: same id and cursor again, by push", SEED)
        .isLessThanOrEqualTo((long) KILLS * REPEATS_PER_KILL);
    assertThat(occurrences)
        .as("seed %d", SEED)
        .isSubsetOf(firehose.stream().map(Delivered::occurrence).collect(Collectors.toSet()));
  }

  private static void assertSentAgain_isTheSameImage(
      URI base, Customer camera, Map<String, String> images) throws Exception {
    String key = images.keySet().iterator().next();
    HttpResponse<String> again =
        Customer.post(base, camera.token(base), "watch-0", UNFINISHED, key, Pictures.png(0))
            .orElseThrow();
    assertThat(again.body()).contains(images.get(key));
  }
}
