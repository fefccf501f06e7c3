package ocelli.client.cli;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around itself.
 *
 * @param variables of the environment
 * @param clock the time
 * @param terminal whether people watch stderr
 */
public record Surroundings(Map<String, String> variables, Clock clock, boolean terminal) {

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  public static Surroundings real() {
    return new Surroundings(System.getenv(), Clock.systemUTC(), Terminal.watchesErrors());
  }

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
