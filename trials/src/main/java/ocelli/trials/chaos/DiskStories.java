package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    full(
        stage, "disk of one broker", WRITERS, List.of(broker(stage, stage.any(frailty.brokers()))));
    List<Owned> all = new ArrayList<>();
    frailty.brokers().forEach(disk -> all.add(broker(stage, disk)));
    full(stage, "disks of all brokers", WRITERS, all);
    Owned database = new Owned(frailty.postgres(), stage.subject().postgres()::pidOrNone);
    full(stage, "disk of PostgreSQL", JOURNALS, List.of(database));
    stage.letRun(Duration.ofSeconds(5));
  }

  /**
   * A disk and whose it is.
   *
   * @param folder under which it is
   */
  private record Owned(Path folder, Pid owner) {
    /** Whether there is room again though the process that had it before did not give up. */
    boolean isRoomy(long before) throws IOException, InterruptedException {
      return owner.now() == before && !Disks.refuses(folder);
    }
  }

  private static Owned broker(Stage stage, Path folder) {
    String name = folder.getFileName().toString();
    return new Owned(folder, () -> stage.subject().processes().named(name).pid());
  }

  private static void full(Stage stage, String what, List<String> services, List<Owned> disks)
      throws Exception {
    stage.letRun(Duration.ofSeconds(5));
    stage.fault(
        "full",
        what,
        services,
        () -> {
          List<Long> owners = new ArrayList<>();
          List<Path> roomy = new ArrayList<>();
          try {
            for (Owned disk : disks) {
              owners.add(disk.owner().now());
              Disks.fill(disk.folder());
            }
            stage.letRun(Duration.ofSeconds(stage.longForm() ? 120 : 10));
            for (int i = 0; i < disks.size(); i++) {
              if (disks.get(i).isRoomy(owners.get(i))) {
                roomy.add(disks.get(i).folder());
              }
            }
          } finally {
            for (Owned disk : disks) {
              Disks.free(disk.folder());
            }
          }
          stage.subject().postgres().ensureUp();
          stage.subject().processes().awaitWell();
          if (!roomy.isEmpty()) {
            throw new IOException("nobody met a full disk: " + roomy);
          }
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
          Set<Long> struck = new HashSet<>();
          long end = System.nanoTime() + Duration.ofSeconds(10).toNanos(); // issue 4: some seconds
          while (System.nanoTime() < end) {
            long running = pid.now();
            if (running > 0) {
              faults.syncs(running, true);
              struck.add(running);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
          }
          if (pid.now() > 0) {
            faults.syncs(pid.now(), false);
          }
          stage.subject().postgres().ensureUp();
          stage.subject().processes().awaitWell();
          requireFailures(stage, what, struck);
        });
  }

  /** One who asked for none while they failed shows nothing. */
  private static void requireFailures(Stage stage, String what, Set<Long> struck)
      throws IOException {
    long failed = 0;
    for (long pid : struck) {
      failed += stage.subject().frailty().faults().failedSyncs(pid);
    }
    stage.out().printf("%s: %d calls of fsync failed%n", what, failed);
    if (failed == 0) {
      throw new IOException("no fsync failed: " + what);
    }
  }
}
