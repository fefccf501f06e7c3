package ocelli.trials.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ocelli.trials.checker.Entry;
import ocelli.trials.load.Participant;
import ocelli.trials.load.Poison;

/** What one client's image does to vision. */
final class PoisonStories {
  private static final Duration SETTLED = Duration.ofMinutes(6); // a dozen starts on a busy machine
  private static final long LOOK_MILLIS = 500;
  // Each process finds out for itself: once beside others, then twice alone.
  private static final int ENDS_OF_A_PROCESS = 3;

  private PoisonStories() {}

  static List<Story> all() {
    return List.of(Story.of("poison-image", Form.PROCESSES, PoisonStories::poison));
  }

  /** An image that ends every process that looks at it: it must be given up, and only it. */
  private static void poison(Stage stage) throws Exception {
    Processes processes = stage.subject().processes();
    stage.letRun(Duration.ofSeconds(5));
    int before = ends(processes);
    stage.fault(
        "poison",
        "an image that ends vision",
        List.of("vision"),
        ENDS_OF_A_PROCESS, // each end breaks off what the process has in hand
        () -> {
          String image = Poison.send(stage.subject().url(), stage.clients().get(0), stage.log());
          stage.log().add(new Entry.Poison(image));
          awaitFailed(stage, image);
          processes.awaitWell();
        });
    int processesOfVision = processes.of("vision").size();
    stage
        .log()
        .add(
            new Entry.Measured(
                "ends of vision by one image",
                ends(processes) - before,
                (long) ENDS_OF_A_PROCESS * processesOfVision));
    stage.letRun(Duration.ofSeconds(10));
  }

  private static int ends(Processes processes) throws IOException, InterruptedException {
    return processes.of("vision").stream().mapToInt(Processes.Child::restarts).sum();
  }

  private static void awaitFailed(Stage stage, String image)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + SETTLED.toNanos();
    while (failures(stage, image) < Participant.TASKS) {
      if (System.nanoTime() > end) {
        throw new IOException("the image " + image + " is not given up after " + SETTLED);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** How many tasks have told its client that they gave it up. */
  private static long failures(Stage stage, String image) {
    return stage.log().entries().stream()
        .filter(Entry.Line.class::isInstance)
        .map(entry -> ((Entry.Line) entry).body())
        .filter(body -> body.contains("\"image\":\"" + image + "\""))
        .filter(body -> body.contains("vision.v1m0.Failed") && body.contains("poison"))
        .map(body -> body.substring(0, body.indexOf(",\"type\"")))
        .distinct()
        .count();
  }
}
