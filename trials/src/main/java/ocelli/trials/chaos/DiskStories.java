package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is done to the disks under the brokers and PostgreSQL. */
final class DiskStories {
  /** Who publishes again what the broker did not acknowledge, or reads again after a rebalance. */
  private static final List<String> WRITERS = List.of("vision", "summaries");

  private static final List<String> JOURNALS = List.of("push", "summaries", "firehose", "authz");
  private static final long LOOK_MILLIS = 100;

  private DiskStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("disk-full", Form.FRAIL, DiskStories::full).needing(Frailty::missing),
        Story.of("fsync-errors", Form.FRAIL, DiskStories::syncs).needing(Frailty::missing));
  }

  /** No room for a while: for one broker, for all, for PostgreSQL. */
  private static void full(Stage stage) throws Exception {
    Frailty frailty = stage.subject().frailty();
    full(stage, "disk of one broker", WRITERS, List.of(stage.any(frailty.brokers())));
    full(stage, "disks of all brokers", WRITERS, frailty.brokers());
    full(stage, "disk of PostgreSQL", JOURNALS, List.of(frailty.postgres()));
    stage.letRun(Duration.ofSeconds(5));
  }

  private static void full(Stage stage, String what, List<String> services, List<Path> disks)
      throws Exception {
    stage.letRun(Duration.ofSeconds(5));
    stage.fault(
        "full",
        what,
        services,
        () -> {
          try {
            for (Path disk : disks) {
              Disks.fill(disk);
            }
            stage.letRun(Duration.ofSeconds(stage.longForm() ? 120 : 10));
          } finally {
            for (Path disk : disks) {
              Disks.free(disk);
            }
          }
          stage.subject().postgres().ensureUp();
          stage.subject().processes().awaitWell();
        });
  }

  /** Every fsync fails for a while: of a broker that leads, then of PostgreSQL. */
  private static void syncs(Stage stage) throws Exception {
    Processes processes = stage.subject().processes();
    stage.letRun(Duration.ofSeconds(5));
    String leader;
    try (Brokers brokers = Brokers.at(stage.subject().brokers())) {
      leader = brokers.leader();
    }
    syncs(stage, leader + ", leader", WRITERS, () -> processes.named(leader).pid());
    stage.letRun(Duration.ofSeconds(5));
    syncs(stage, "PostgreSQL", JOURNALS, stage.subject().postgres()::pidOrNone);
    stage.letRun(Duration.ofSeconds(5));
  }

  /** The process that has a name now; 0 for none. */
  private interface Pid {
    long now() throws IOException, InterruptedException;
  }

  /** Whoever takes the place of one that gave up finds the disk no better. */
  private static void syncs(Stage stage, String what, List<String> services, Pid pid)
      throws Exception {
    Faults faults = stage.subject().frailty().faults();
    stage.fault(
        "fsync",
        what,
        services,
        () -> {
          long end = System.nanoTime() + Duration.ofSeconds(10).toNanos(); // issue 4: some seconds
          while (System.nanoTime() < end) {
            if (pid.now() > 0) {
              faults.syncs(pid.now(), true);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
          }
          if (pid.now() > 0) {
            faults.syncs(pid.now(), false);
          }
          stage.subject().postgres().ensureUp();
          stage.subject().processes().awaitWell();
        });
  }
}
