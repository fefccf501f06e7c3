package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product, whose database is killed beneath it: it is started again, and all comes. */
class DatabaseKilledIT {
  private static final int IMAGES = 4;
  private static final int MESSAGES = 4 * IMAGES + 1; // of four tasks, and a summary
  private static final Duration PATIENCE = Duration.ofSeconds(300); // on a machine that is busy

  @TempDir Path data;

  @Test
  void killed_imagesGoOnBeingAcknowledged_andAreAnswered() throws Exception {
    try (Receiver receiver = new Receiver();
        UpProcess ocelli = UpProcess.start(data)) {
      Customer camera = Customer.register(ocelli, "camera", Optional.of(receiver.url()));
      receiver.trust(camera.webhookSecret());
      String token = camera.token(ocelli.url());
      List<String> images = new ArrayList<>();
      images.add(send(ocelli, token, 0));
      ProcessHandle first = postmaster().orElseThrow();
      first.destroyForcibly();
      first.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      for (int i = 1; i < IMAGES; i++) {
        images.add(send(ocelli, token, i));
      }
      Await.until(
          PATIENCE,
          () -> "webhooks: " + ids(receiver).size() + " of " + MESSAGES,
          () -> ids(receiver).size() == MESSAGES);
      assertThat(postmaster().orElseThrow().pid()).isNotEqualTo(first.pid());
      Set<String> answered =
          receiver.acknowledged().stream().map(Delivered::image).collect(Collectors.toSet());
      answered.remove(""); // the summary's
      assertThat(answered).isEqualTo(new HashSet<>(images));
      assertThat(ocelli.terminate()).isZero();
    }
    assertThat(postmaster()).as("it ends with its product").isEmpty();
  }

  private static String send(UpProcess ocelli, String token, int number) throws Exception {
    return Customer.send(
            ocelli.url(), token, "watch", IMAGES, "key-" + number, Pictures.png(number))
        .image();
  }

  private static Set<String> ids(Receiver receiver) {
    return receiver.acknowledged().stream().map(Delivered::id).collect(Collectors.toSet());
  }

  private Optional<ProcessHandle> postmaster() throws Exception {
    try {
      Path file = data.resolve("postgres/data/postmaster.pid");
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
