package ocelli.trials.checker;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What issue 4 wants of times and paces; of each the worst counts. */
final class Targets {
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final Duration GAP = Duration.ofSeconds(12);
  private static final Duration TAKEN_OVER = Duration.ofSeconds(12);
  private static final Duration REFUSED = Duration.ofSeconds(1);
  private static final double CATCH_UP = 2;
  // Where an answer never came, as microseconds: longer than any trial, and no overflow.
  private static final long NEVER = TimeUnit.DAYS.toMicros(36_500);
  private static final String KILL = "kill";
  private static final String BROKER = "broker-\\d+(, )?"; // then what it was, as "leader"
  // Those that read partitions, and what stops one of their processes while others are there.
  private static final Set<String> READERS = Set.of("vision", "summaries", "push", "firehose");
  private static final Set<String> STOPS = Set.of(KILL, "pause", Entry.Fault.RESTART);

  private final Map<String, Time> times = new TreeMap<>();

  private record Time(Duration wanted, Duration seen) {
    Time or(Time other) {
      return seen.compareTo(other.seen) > 0 ? this : other;
    }
  }

  private Targets() {}

  /** Those that the faults of a log are about. */
  static List<Target> of(History history) {
    Targets targets = new Targets();
    history.faults().forEach(fault -> targets.judge(history, fault));
    List<Target> all = new ArrayList<>();
    targets.times.forEach((what, time) -> all.add(target(what, time)));
    catchUp(history).ifPresent(all::add);
    return all;
  }

  private void judge(History history, Entry.Fault fault) {
    List<String> services = fault.services();
    String service = services.size() == 1 ? services.get(0) : "";
    String stopped = fault.kind() + " of one " + service + ": ";
    if (fault.kind().equals(KILL) && !service.isEmpty()) {
      add(stopped + "it serves again", BACK, history.servedAgain(fault) - fault.from());
    }
    if (STOPS.contains(fault.kind()) && READERS.contains(service)) {
      String what = stopped + (service.equals("summaries") ? "summaries wait" : "answers wait");
      add(what, TAKEN_OVER, longestWait(history, fault, service.equals("summaries")));
    }
    if (fault.kind().equals(KILL) && fault.what().matches(BROKER + ".*")) {
      String role = fault.what().replaceFirst(BROKER, "");
      String what = "kill of a broker" + (role.isEmpty() ? "" : ", the " + role);
      Duration gap = Figures.gap(history, fault.from(), fault.to());
      add(what + ": nothing is acknowledged", GAP, TimeUnit.NANOSECONDS.toMicros(gap.toNanos()));
    }
    if (fault.kind().equals(Entry.Fault.QUORUM)) {
      Refusals.longest(history, fault)
          .ifPresent(waited -> add("no quorum: told 503", REFUSED, waited));
    }
  }

  private void add(String what, Duration wanted, long micros) {
    times.merge(what, new Time(wanted, Duration.of(micros, ChronoUnit.MICROS)), Time::or);
  }

  /**
   * How long anybody waited at most for what stood still while a process was stopped, counted from
   * the stop, or from when it was acknowledged where that came later. Until another has read on and
   * caught up, whatever else happens then: to read on alone takes less.
   */
  private static long longestWait(History history, Entry.Fault fault, boolean summaries) {
    long longest = 0;
    for (Entry.Client client : history.clients()) {
      Map<String, Long> due = due(history, client, summaries);
      for (Told way : history.asItCame(client)) {
        Map<String, Long> came = summaries ? way.summedUp() : way.answered();
        for (Map.Entry<String, Long> one : due.entrySet()) {
          long at = came.getOrDefault(one.getKey(), NEVER);
          if (one.getValue() <= fault.to() && at > fault.from()) {
            long from = Math.max(one.getValue(), fault.from());
            longest = Math.max(longest, at == NEVER ? NEVER : at - from);
          }
        }
      }
    }
    return longest;
  }

  /** When an answer, or a summary, could have come: when all that it is about was acknowledged. */
  private static Map<String, Long> due(History history, Entry.Client client, boolean summaries) {
    Set<String> whole = history.wholeTransactions(client);
    Map<String, Long> due = new HashMap<>();
    for (Entry.Attempt image : history.accepted(client)) {
      if (!summaries) {
        due.put(image.image(), image.ended());
      } else if (whole.contains(image.transaction())) {
        due.merge(image.transaction(), image.ended(), Math::max);
      }
    }
    return due;
  }

  private static Target target(String what, Time time) {
    boolean held = time.seen().compareTo(time.wanted()) <= 0;
    boolean never = time.seen().equals(Duration.of(NEVER, ChronoUnit.MICROS));
    String seen = never ? "for ever" : seconds(time.seen());
    return new Target(what, "at most " + time.wanted().toSeconds() + " s", seen, held);
  }

  /** After faults of ours: what endpoints did not take waits for its retry. */
  private static Optional<Target> catchUp(History history) {
    return history.faults().stream()
        .filter(fault -> !fault.services().isEmpty())
        .flatMap(fault -> Recovery.pace(history, fault).stream())
        .min(Double::compare)
        .map(
            pace ->
                new Target(
                    "a backlog shrinks",
                    "at least %.0f times the rate of arrival".formatted(CATCH_UP),
                    "%.1f times".formatted(pace),
                    pace >= CATCH_UP));
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
