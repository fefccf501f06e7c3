package ocelli.trials.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** In which size the Ocelli on trial runs. */
enum Form {
  /** One process. */
  WHOLE(List.of(), Map.of()),

  /**
   * Each service as processes: some of each that keeps state and two of the others, three brokers,
   * and one PostgreSQL. Links and jobs have no part in the way of an image.
   */
  PROCESSES(
      List.of(
          "--processes",
          "--nodes=authz=2",
          "--nodes=ingestion=2",
          "--nodes=vision=2",
          "--nodes=links=0",
          "--nodes=jobs=0"),
      // Eighteen JVMs on few cores: half the time of a start is the compiler's second level.
      Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"));

  private final List<String> arguments;
  private final Map<String, String> environment;

  Form(List<String> arguments, Map<String, String> environment) {
    this.arguments = arguments;
    this.environment = environment;
  }

  /**
   * Of {@code up}.
   *
   * @param nodes of each service that keeps state, where each is a process of its own
   */
  List<String> arguments(int nodes) {
    if (this == WHOLE) {
      return arguments;
    }
    List<String> all = new ArrayList<>(arguments);
    Stream.of("summaries", "push", "firehose").forEach(s -> all.add("--nodes=" + s + "=" + nodes));
    return all;
  }

  /** Added to this process's own. */
  Map<String, String> environment() {
    return environment;
  }
}
