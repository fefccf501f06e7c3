package ocelli.jobs.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import ocelli.protocol.ClientId;

/**
 * What watchers and askers hear of a job.
 *
 * @param owner who may hear it
 * @param job which one
 * @param progress how far it is
 * @param number of the newest result; empty where there is none
 * @param problem why it failed, as problem+json; empty where it did not
 */
public record JobStatus(
    ClientId owner, JobId job, Progress progress, OptionalLong number, Optional<String> problem) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** {@code {"state","progress":{"stage","percent"},"location","problem"}}, for clients. */
  public ObjectNode json() {
    ObjectNode json = JSON.createObjectNode().put("state", progress.state().name());
    json.putObject("progress").put("stage", progress.stage()).put("percent", progress.percent());
    number.ifPresent(n -> json.put("location", location(n)));
    problem.ifPresent(text -> json.set("problem", read(text)));
    return json;
  }

  /** The same after {@code "job"}: for a channel of several jobs. */
  public ObjectNode jsonWithJob() {
    ObjectNode json = JSON.createObjectNode().put("job", job.toString());
    return json.setAll(json());
  }

  /** Between our own processes, through the database. */
  public String wire() {
    ObjectNode wire = jsonWithJob().put("owner", owner.value());
    number.ifPresent(n -> wire.put("number", n));
    return wire.toString();
  }

  /** What {@link #wire} wrote. */
  public static JobStatus fromWire(String text) {
    JsonNode wire = read(text);
    JsonNode progress = wire.path("progress");
    return new JobStatus(
        new ClientId(wire.path("owner").asText()),
        JobId.parse(wire.path("job").asText()).orElseThrow(),
        new Progress(
            State.valueOf(wire.path("state").asText()),
            progress.path("stage").asText(),
            progress.path("percent").asInt()),
        wire.has("number") ? OptionalLong.of(wire.path("number").asLong()) : OptionalLong.empty(),
        Optional.ofNullable(wire.get("problem")).map(JsonNode::toString));
  }

  /** Where a result is. */
  public static String location(long number) {
    return "/api/v1/service/" + number;
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("our own JSON", e);
    }
  }
}
