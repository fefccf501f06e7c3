package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.runtime.HaltPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that ends itself between two durable effects, at each place that {@code
 * docs/crash-points.md} names: what was acknowledged is answered by both ways all the same. {@code
 * -Docelli.it.halts=vision-published} tries those places only.
 */
class HaltIT {
  private static final List<String> POINTS =
      List.of(
          "ingestion-recorded",
          "ingestion-announced",
          "vision-delivered",
          "vision-published",
          "summaries-persisted",
          "summaries-published",
          "firehose-inserted",
          "firehose-committed");
  private static final Set<String> ONLY =
      Set.of(System.getProperty("ocelli.it.halts", "").split(",")).stream()
          .filter(point -> !point.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
  private static final int IMAGES = 4;
  private static final int TASKS = 4;
  private static final int FAIL_EVERY = 5; // so that there is something in the retry store
  private static final int REPEATS_PER_HALT = 10; // ARCHITECTURE, push: unmarked deliveries
  private static final Duration PATIENCE = Duration.ofSeconds(180); // on a machine that is busy

  @TempDir Path data;

  private final List<Photo> photos = new ArrayList<>();
  private @Nullable Customer camera;

  /** An image on its way: it is sent until it is acknowledged. */
  private record Photo(String transaction, String key, byte[] bytes) {}

  @Test
  void haltedBetweenEffectAndPosition_losesNothing() throws Exception {
    List<String> points =
        POINTS.stream().filter(point -> ONLY.isEmpty() || ONLY.contains(point)).toList();
    try (Receiver receiver = new Receiver()) {
      receiver.failEvery(FAIL_EVERY);
      for (String point : points) {
        haltAt(point, receiver);
      }
      verify(receiver, points);
    }
  }

  /** What the halt before left may lead there before anything new is sent. */
  private void haltAt(String point, Receiver receiver) throws Exception {
    for (int i = 0; i < IMAGES; i++) {
      photos.add(new Photo(point, point + "-" + i, Pictures.png(photos.size())));
    }
    acquitImages();
    Optional<UpProcess> started = UpProcess.start(data, point);
    if (started.isPresent()) {
      try (UpProcess ocelli = started.get()) {
        send(ocelli, camera(ocelli, receiver));
        assertThat(ocelli.awaitEnd(PATIENCE)).as(point).isEqualTo(HaltPoint.EXIT_CODE);
      }
    }
  }

  /** So many ends in a row would prove an image poison that a slow machine was looking at. */
  private void acquitImages() throws IOException {
    Path suspects = data.resolve("suspects");
    if (Files.exists(suspects)) {
      try (Stream<Path> images = Files.list(suspects)) {
        images.map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private Customer camera(UpProcess ocelli, Receiver receiver) throws Exception {
    if (camera == null) {
      camera = Customer.register(ocelli, "camera", Optional.of(receiver.url()));
      receiver.trust(camera.webhookSecret());
    }
    return camera;
  }

  /** Ends where the process does; what was not acknowledged is sent again, as a client does. */
  private void send(UpProcess ocelli, Customer camera) throws Exception {
    String token;
    try {
      token = camera.token(ocelli.url());
    } catch (IOException e) {
      return;
    }
    for (Photo photo : List.copyOf(photos)) {
      Optional<HttpResponse<String>> answer =
          Customer.post(
              ocelli.url(), token, photo.transaction(), IMAGES, photo.key(), photo.bytes());
      if (answer.isEmpty()) {
        return;
      }
      if (answer.get().statusCode() == 200) {
        photos.remove(photo);
      } else {
        TimeUnit.SECONDS.sleep(
            answer.get().headers().firstValueAsLong("Retry-After").orElseThrow());
      }
    }
  }

  private void verify(Receiver receiver, List<String> points) throws Exception {
    Set<String> expected =
        points.stream()
            .map(point -> point + " " + (IMAGES * TASKS + 1))
            .collect(Collectors.toSet());
    acquitImages();
    try (UpProcess ocelli = UpProcess.start(data)) {
      Customer camera = camera(ocelli, receiver);
      long end = System.nanoTime() + PATIENCE.toNanos(); // a loaded broker refuses some
      while (!photos.isEmpty() && System.nanoTime() < end) {
        send(ocelli, camera);
      }
      assertThat(photos).as("not acknowledged").isEmpty();
      Await.until(
          PATIENCE,
          () -> "webhooks: " + counted(receiver.acknowledged()) + ", expected " + expected,
          () -> counted(receiver.acknowledged()).equals(expected));
      List<Delivered> firehose =
          Customer.firehose(ocelli.url(), camera.token(ocelli.url()), "\"earliest\"");
      assertThat(counted(firehose)).as("firehose").isEqualTo(expected);
      Delivered.assertChained(firehose);
      assertRepeatsAreAllowed(receiver.acknowledged(), firehose, points.size());
      assertThat(ocelli.terminate()).isZero();
    }
  }

  /** Of each transaction, how many different messages came. */
  private static Set<String> counted(List<Delivered> messages) {
    return messages.stream()
        .collect(
            Collectors.groupingBy(
                Delivered::transaction, Collectors.mapping(Delivered::answers, Collectors.toSet())))
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().size())
        .collect(Collectors.toSet());
  }

  private static void assertRepeatsAreAllowed(
      List<Delivered> webhooks, List<Delivered> firehose, int halts) {
    Set<String> occurrences =
        webhooks.stream().map(Delivered::occurrence).collect(Collectors.toSet());
    assertThat(webhooks.size() - occurrences.size())
        .as("same id and cursor again, by push")
        .isLessThanOrEqualTo(halts * REPEATS_PER_HALT);
    List<String> places = firehose.stream().map(Delivered::occurrence).toList();
    assertThat(places).as("the firehose repeats nothing").doesNotHaveDuplicates();
    assertThat(occurrences).isEqualTo(new HashSet<>(places));
  }
}
