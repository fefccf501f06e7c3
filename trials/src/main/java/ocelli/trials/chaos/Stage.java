package ocelli.trials.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import ocelli.trials.checker.Entry;
import ocelli.trials.line.Line;
import ocelli.trials.load.Endpoint;
import ocelli.trials.load.Participant;
import ocelli.trials.load.TrialLog;

/**
 * What a story has at hand.
 *
 * @param clients those that send, in the order of their endpoints
 * @param endpoints of those clients
 * @param endpointLines to those endpoints, where the Ocelli has lines
 * @param random of the trial's seed
 * @param longForm whether to take the time that the issue names
 * @param out for figures
 */
record Stage(
    Subject subject,
    List<Participant> clients,
    List<Endpoint> endpoints,
    List<Line> endpointLines,
    TrialLog log,
    RandomGenerator random,
    boolean longForm,
    PrintStream out) {

  /** Something that breaks for a time. */
  @FunctionalInterface
  interface Breaking {
    /** Breaks it and repairs it. */
    void run() throws Exception;
  }

  /**
   * Writes down what is broken and from when to when.
   *
   * @param services whose work in hand it breaks off
   */
  void fault(String kind, String what, List<String> services, Breaking breaking) throws Exception {
    fault(kind, what, services, 1, breaking);
  }

  /** The same, of one of a service's processes: the others keep what they have in hand. */
  void faultOfOne(String kind, String what, String service, Breaking breaking) throws Exception {
    double share = 1.0 / subject.processes().of(service).size();
    fault(kind, what, List.of(service), share, breaking);
  }

  /**
   * The same.
   *
   * @param share how much of what all processes of a service have in hand it breaks off
   */
  void fault(String kind, String what, List<String> services, double share, Breaking breaking)
      throws Exception {
    long from = log.now();
    try {
      breaking.run();
    } finally {
      log.add(new Entry.Fault(kind, what, services, from, log.now(), share));
    }
  }

  /** Lets the load run. */
  void letRun(Duration time) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
  }

  /** Lets the load run for a random time. */
  void letRun(Duration least, Duration most) throws InterruptedException {
    letRun(Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis())));
  }

  /** One of them. */
  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
