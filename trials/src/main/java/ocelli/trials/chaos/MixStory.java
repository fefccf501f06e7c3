package ocelli.trials.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Faults of all kinds, in a random order, one begun every 20 to 40 s where the one before is over.
 */
final class MixStory {
  private static final Duration LEAST = Duration.ofSeconds(20); // issue 4: every 20 to 40 s
  private static final Duration MOST = Duration.ofSeconds(40);

  /** Kills thrice as often as the others. */
  private static final List<Story.Telling> FAULTS =
      List.of(
          MixStory::kill,
          MixStory::kill,
          MixStory::kill,
          BackendStories::killAnyBroker,
          stage -> BackendStories.stopDatabase(stage, stage.random().nextInt(5)),
          stage -> ServiceStories.restartOne(stage, stage.any(ServiceStories.SERVICES)),
          stage ->
              ServiceStories.pauseOne(
                  stage, stage.any(ServiceStories.SERVICES), stage.any(List.of(5, 15))));

  private MixStory() {}

  static List<Story> all() {
    return List.of(Story.of("mix", Form.PROCESSES, MixStory::mix));
  }

  private static void mix(Stage stage) throws Exception {
    Duration time = Duration.ofMinutes(stage.longForm() ? 30 : 1); // issue 4: 30 minutes
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      long pause = stage.random().nextLong(LEAST.toNanos(), MOST.toNanos());
      long next = System.nanoTime() + pause;
      stage.any(FAULTS).tell(stage);
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
    }
  }

  private static void kill(Stage stage) throws Exception {
    ServiceStories.killOne(stage, stage.any(ServiceStories.SERVICES));
  }
}
