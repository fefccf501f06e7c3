package ocelli.trials.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** In which size the Ocelli on trial runs. */
enum Form {
  /** One process. */
  WHOLE,

  /**
   * Each service as processes: some of each that keeps state and two of the others, three brokers,
   * and one PostgreSQL. Links and jobs have no part in the way of an image.
   */
  PROCESSES,

  /**
   * The same on a machine that the trial has in hand: its lines to clients, endpoints, brokers and
   * database, and where that is allowed its disks, which are small, and single processes' calls.
   */
  FRAIL;

  /**
   * Of {@code up}.
   *
   * @param nodes of each service that keeps state, where each is a process of its own
   */
  List<String> arguments(int nodes) {
    if (this == WHOLE) {
      return List.of();
    }
    List<String> all = new ArrayList<>(List.of("--processes", "--nodes=links=0", "--nodes=jobs=0"));
    Stream.of("authz", "ingestion", "vision", "ledger")
        .forEach(s -> all.add("--nodes=" + s + "=2"));
    Stream.of("summaries", "push", "firehose").forEach(s -> all.add("--nodes=" + s + "=" + nodes));
    return all;
  }

  /** Added to the environment. */
  Map<String, String> environment() {
    // So often a reader hears that it has all: each trial reads to the end.
    String options = "-Docelli.firehose.heartbeat=1s";
    return Map.of(
        "JDK_JAVA_OPTIONS",
        this == WHOLE
            ? options
            // Many JVMs on few cores: half the time of a start is the compiler's second level.
            : options + " -XX:TieredStopAtLevel=1 -Docelli.halt.at=vision-poison");
  }
}
