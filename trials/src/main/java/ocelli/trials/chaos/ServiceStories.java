package ocelli.trials.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import ocelli.trials.checker.Checker;
import ocelli.trials.checker.Entry;

/** What is done to the processes of the services, one after the other, while the others work. */
final class ServiceStories {
  /** Those that have a part in the way of an image, or keep its accounts. */
  static final List<String> SERVICES =
      List.of("ingestion", "vision", "summaries", "push", "firehose", "authz", "ledger");

  /** Those that read what was acknowledged. The door is shut in time where vision is away. */
  private static final List<String> BEHIND_THE_LOG =
      List.of("summaries", "push", "firehose", "ledger");

  // Less than they are away; several times what a busy machine has shown, 0.4 to 1.7 s.
  private static final Duration ON_TIME = Duration.ofSeconds(5);

  private ServiceStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("steady", Form.PROCESSES, ServiceStories::steady),
        Story.of("kill-services", Form.PROCESSES, ServiceStories::kill),
        Story.of("pause-services", Form.PROCESSES, ServiceStories::pause),
        Story.of("service-down", Form.PROCESSES, ServiceStories::down),
        Story.of("rolling-restart", Form.PROCESSES, ServiceStories::roll),
        Story.of("one-slow-process", Form.PROCESSES, ServiceStories::slow));
  }

  /** Nothing. */
  private static void steady(Stage stage) throws Exception {
    stage.letRun(Duration.ofSeconds(stage.longForm() ? 300 : 20));
  }

  /** SIGKILL of a process of each service in turn, at random moments. */
  private static void kill(Stage stage) throws Exception {
    int rounds = stage.longForm() ? 30 : 1; // issue 4: at least 30 kills a service
    for (int round = 0; round < rounds; round++) {
      for (String service : some(stage, SERVICES.size())) {
        stage.letRun(Duration.ofSeconds(2), Duration.ofSeconds(6));
        killOne(stage, service);
      }
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** SIGSTOP of a process of each service: others take its work over, then it wakes. */
  private static void pause(Stage stage) throws Exception {
    for (String service : some(stage, 3)) {
      List<Integer> times =
          stage.longForm() ? List.of(5, 15, 60) : List.of(stage.any(List.of(5, 15)));
      for (int seconds : times) {
        stage.letRun(Duration.ofSeconds(2), Duration.ofSeconds(4));
        pauseOne(stage, service, seconds);
      }
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** Every process of a service is away for a while. */
  private static void down(Stage stage) throws Exception {
    Duration time = Duration.ofSeconds(stage.longForm() ? 120 : 8); // issue 4: two minutes each
    for (String service : some(stage, 3)) {
      stage.letRun(Duration.ofSeconds(3));
      List<String> names = names(stage, service);
      long from = stage.log().now();
      stage.fault(
          "down",
          "every " + service + " " + time.toSeconds() + " s",
          List.of(service),
          () -> {
            stage.subject().processes().holdDown(names, time);
            requireAcknowledgements(stage, service, from);
            stage.subject().processes().awaitWell();
          });
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** Who has no part in an acknowledgement holds up none. */
  private static void requireAcknowledgements(Stage stage, String service, long from) {
    if (BEHIND_THE_LOG.contains(service)) {
      long silence = Checker.silence(stage.log().entries(), from, stage.log().now());
      String what = "ms without an acknowledgement while every %s is away".formatted(service);
      long millis = TimeUnit.MICROSECONDS.toMillis(silence);
      stage.log().add(new Entry.Measured(what, millis, ON_TIME.toMillis()));
    }
  }

  /** SIGTERM to one process after the other, each when the one before is back. */
  private static void roll(Stage stage) throws Exception {
    stage.letRun(Duration.ofSeconds(3));
    for (String service : some(stage, 3)) {
      List<String> names = names(stage, service);
      for (String name : stage.longForm() ? names : names.subList(0, 1)) {
        restart(stage, service, name);
      }
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** One process gets a tenth of a processor. */
  private static void slow(Stage stage) throws Exception {
    Duration time = Duration.ofSeconds(stage.longForm() ? 120 : 15);
    for (String service : some(stage, 1)) {
      stage.letRun(Duration.ofSeconds(3));
      Processes.Child one = stage.any(stage.subject().processes().of(service));
      stage.faultOfOne(
          "slow",
          one.name() + " " + time.toSeconds() + " s",
          service,
          () -> {
            Throttle.aTenth(one.pid(), time);
            stage.subject().processes().awaitWell();
          });
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** SIGKILL of one process of a service; returns when its successor serves. */
  static void killOne(Stage stage, String service) throws Exception {
    String name = stage.any(names(stage, service));
    stage.faultOfOne(
        "kill",
        name,
        service,
        () -> {
          stage.subject().processes().endAndAwaitSuccessor(name, "KILL");
          stage.log().add(new Entry.Serves(name, stage.log().now()));
          stage.subject().processes().awaitWell();
        });
  }

  /** SIGSTOP of one process of a service for a time. */
  static void pauseOne(Stage stage, String service, int seconds) throws Exception {
    Processes.Child one = stage.any(stage.subject().processes().of(service));
    stage.faultOfOne(
        "pause",
        one.name() + " " + seconds + " s",
        service,
        () -> {
          Signals.pause(List.of(one.pid()), Duration.ofSeconds(seconds));
          stage.subject().processes().awaitWell();
        });
  }

  /** SIGTERM of one process of a service. */
  static void restartOne(Stage stage, String service) throws Exception {
    restart(stage, service, stage.any(names(stage, service)));
  }

  private static void restart(Stage stage, String service, String name) throws Exception {
    stage.faultOfOne(
        Entry.Fault.RESTART,
        name,
        service,
        () -> stage.subject().processes().endAndAwait(name, "TERM"));
  }

  /** So many in the short form, all in the long, in a random order. */
  private static List<String> some(Stage stage, int few) {
    List<String> services = new ArrayList<>(SERVICES);
    Collections.shuffle(services, new Random(stage.random().nextLong()));
    return stage.longForm() ? services : services.subList(0, few);
  }

  private static List<String> names(Stage stage, String service) throws Exception {
    return stage.subject().processes().of(service).stream().map(Processes.Child::name).toList();
  }
}
