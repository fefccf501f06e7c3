package ocelli.trials.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import ocelli.trials.checker.Entry;
import ocelli.trials.line.Trouble;

/** What happens on the lines to and from an Ocelli; its processes stay well. */
final class LineStories {
  private static final List<String> JOURNALS =
      List.of("push", "summaries", "firehose", "authz", "ledger");
  private static final List<String> READERS = List.of("push", "summaries", "firehose", "vision");
  private static final String BROKEN = "line";
  private static final String SLOW = "slow line";
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Trouble NONE = new Trouble.None();

  private LineStories() {}

  static List<Story> all() {
    return List.of(
        Story.of("line-to-clients", Form.FRAIL, LineStories::clients),
        Story.of("line-to-endpoints", Form.FRAIL, LineStories::endpoints),
        Story.of("line-to-database", Form.FRAIL, LineStories::database),
        Story.of("line-to-brokers", Form.FRAIL, LineStories::brokers));
  }

  /**
   * What a line does that carries every byte, late or in pieces, and what it does that does not.
   *
   * @param slice bytes at a time: few for what is small, more where megabytes pass
   */
  private static Map<String, Trouble> troubles(int slice, Damage damage) {
    Map<String, Trouble> troubles = new LinkedHashMap<>();
    troubles.put("latency", new Trouble.Latency(Duration.ofMillis(100), Duration.ofMillis(200)));
    troubles.put("slices", new Trouble.Slices(slice, Duration.ofMillis(1)));
    troubles.put("resets", new Trouble.Resets(20)); // of an answer's bytes, a status line at most
    troubles.put("wrong bytes", new Trouble.WrongBytes(damage));
    troubles.put("half-open", new Trouble.HalfOpen());
    return troubles;
  }

  /** Between clients and the edge. */
  private static void clients(Stage stage) throws Exception {
    Damage damage = Damage.behind("\"sha256\":\"", 3, own(stage));
    each(
        stage,
        "clients",
        BROKEN,
        List.of(Entry.Fault.DOOR),
        troubles(16, damage),
        Duration.ofSeconds(4),
        lines(stage).clients()::be);
    requireDamage(damage);
  }

  /**
   * Between push and endpoints. What fails is tried again after 5, then after 30 s: a message must
   * not meet a third trouble, after which it would wait for 5 minutes.
   */
  private static void endpoints(Stage stage) throws Exception {
    Damage damage = Damage.behind("HTTP/1.1 ", 0, own(stage));
    each(
        stage,
        "endpoints",
        Entry.Fault.ANSWERS,
        List.of(),
        troubles(16, damage),
        Duration.ofSeconds(stage.longForm() ? 40 : 8),
        trouble -> stage.endpointLines().forEach(line -> line.be(trouble)));
    requireDamage(damage);
  }

  /** Between the services and PostgreSQL. */
  private static void database(Stage stage) throws Exception {
    Damage damage = Damage.first(own(stage));
    each(
        stage,
        "database",
        BROKEN,
        JOURNALS,
        troubles(64, damage),
        Duration.ofSeconds(5),
        lines(stage).database()::be);
    requireDamage(damage);
  }

  /** Between the services and the brokers. A record's checksum covers its token, which is hit. */
  private static void brokers(Stage stage) throws Exception {
    Damage damage = Damage.behind("eyJ", 40, own(stage));
    each(
        stage,
        "brokers",
        BROKEN,
        READERS,
        troubles(1024, damage),
        Duration.ofSeconds(5),
        lines(stage)::brokersBe);
    requireDamage(damage);
  }

  private static void each(
      Stage stage,
      String to,
      String kind,
      List<String> services,
      Map<String, Trouble> troubles,
      Duration between,
      Consumer<Trouble> line)
      throws Exception {
    Duration before = CALM;
    for (Map.Entry<String, Trouble> trouble : troubles.entrySet()) {
      stage.letRun(before);
      boolean breaks = breaks(trouble.getValue());
      before = breaks ? between : CALM;
      stage.fault(
          breaks ? kind : SLOW,
          to + ": " + trouble.getKey(),
          breaks ? services : List.of(),
          () -> {
            try {
              line.accept(trouble.getValue());
              stage.letRun(time(stage, trouble.getValue()));
            } finally {
              line.accept(NONE);
            }
            stage.subject().processes().awaitWell();
          });
    }
    stage.letRun(Duration.ofSeconds(5));
  }

  /** Whether it breaks work off: what is only slow is no excuse. */
  private static boolean breaks(Trouble trouble) {
    return !(trouble instanceof Trouble.Latency || trouble instanceof Trouble.Slices);
  }

  private static Duration time(Stage stage, Trouble trouble) {
    // Longer than push waits for an endpoint's answer, 15 s; and shorter than its first retry.
    int seconds = trouble instanceof Trouble.HalfOpen ? 18 : 3;
    return Duration.ofSeconds(stage.longForm() ? 6 * seconds : seconds);
  }

  /** Of the trial's seed, for threads that are not the story's. */
  private static RandomGenerator own(Stage stage) {
    return new SplittableRandom(stage.random().nextLong());
  }

  private static Lines lines(Stage stage) {
    return stage.subject().lines().orElseThrow();
  }

  private static void requireDamage(Damage damage) throws IOException {
    if (damage.done() == 0) {
      throw new IOException("no byte was changed");
    }
  }
}
