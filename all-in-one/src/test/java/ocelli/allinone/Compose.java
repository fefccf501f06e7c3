package ocelli.allinone;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** What of the Compose Specification our file uses; any other field is refused. */
final class Compose {
  @JsonProperty Map<String, Service> services = Map.of();
  @JsonProperty Map<String, JsonNode> networks = Map.of();
  @JsonProperty Map<String, JsonNode> volumes = Map.of();
  @JsonProperty Map<String, Secret> secrets = Map.of();

  private final Map<String, JsonNode> extensions = new TreeMap<>();

  /** One container. */
  record Service(
      String image,
      String restart,
      String stop_signal,
      String stop_grace_period,
      boolean read_only,
      List<String> tmpfs,
      List<String> cap_drop,
      List<String> security_opt,
      List<String> networks,
      String network_mode,
      Healthcheck healthcheck,
      Map<String, Dependency> depends_on,
      List<String> profiles,
      List<String> command,
      String mem_limit,
      Map<String, String> environment,
      List<String> secrets,
      List<String> volumes,
      List<String> ports) {}

  /** How it is known to serve. */
  record Healthcheck(
      List<String> test, String interval, String timeout, int retries, String start_period) {}

  /** What must be there before. */
  record Dependency(String condition) {}

  /** A file that is mounted in /run/secrets. */
  record Secret(String file) {}

  /**
   * Reads the file, anchors and merges resolved.
   *
   * @throws IllegalArgumentException where a field is not known
   */
  static Compose parse(String yaml) {
    return new ObjectMapper()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .convertValue(new Yaml().<Object>load(yaml), Compose.class);
  }

  /** Extensions begin with x-. */
  @JsonAnySetter
  void extension(String name, JsonNode value) {
    if (!name.startsWith("x-")) {
      throw new IllegalArgumentException("unknown: " + name);
    }
    extensions.put(name, value);
  }
}
