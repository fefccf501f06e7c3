package ocelli.trials.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The processes of {@code up --processes}, as its keeper tells them to operators. */
final class Processes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(20); // asks each child, 4 s at most
  private static final Duration BACK = Duration.ofMinutes(4); // the keeper waits up to 36 s itself
  private static final long LOOK_MILLIS = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI management;

  /**
   * @param management the keeper's port for operators
   */
  Processes(URI management) {
    this.management = management;
  }

  /**
   * One of them.
   *
   * @param name as {@code push-2}
   * @param service as {@code push}; {@code broker} for a broker
   * @param pid 0 where it does not run now
   * @param restarts since the whole was started
   * @param reachable whether it has said that it is ready
   */
  record Child(String name, String service, long pid, int restarts, boolean reachable) {}

  /** All, as they are now. */
  List<Child> all() throws IOException, InterruptedException {
    List<Child> children = new ArrayList<>();
    for (JsonNode child : JSON.readTree(get("/processes").body())) {
      children.add(
          new Child(
              child.path("name").asText(),
              child.path("service").asText(),
              child.path("pid").asLong(),
              child.path("restarts").asInt(),
              child.has("url")));
    }
    return children;
  }

  /** Those of a service. */
  List<Child> of(String service) throws IOException, InterruptedException {
    return all().stream().filter(child -> child.service().equals(service)).toList();
  }

  /** The one of that name. */
  Child named(String name) throws IOException, InterruptedException {
    return all().stream()
        .filter(child -> child.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no process " + name));
  }

  /** Sends one a signal, then waits until its successor is ready and the whole is well. */
  void endAndAwait(String name, String signal) throws IOException, InterruptedException {
    endAndAwaitSuccessor(name, signal);
    awaitWell();
  }

  /** Sends one a signal, then waits until its successor says that it is ready. */
  void endAndAwaitSuccessor(String name, String signal) throws IOException, InterruptedException {
    Child ended = named(name);
    Signals.send(ended.pid(), signal);
    await(
        name + " is not back",
        () -> {
          Child now = named(name);
          return now.restarts() > ended.restarts() && now.reachable();
        });
  }

  /** Kills some as often as the keeper starts them again, for a time. */
  void holdDown(Collection<String> names, Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      for (Child child : all()) {
        if (names.contains(child.name()) && child.pid() > 0) {
          Signals.sendIfThere(child.pid(), "KILL");
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  /** Waits until every process says that it is ready. */
  void awaitWell() throws IOException, InterruptedException {
    await("not all are ready", () -> get("/health/ready").statusCode() == 200);
  }

  /** Waits until the keeper has started one again. */
  void awaitRestart(Child before) throws IOException, InterruptedException {
    await(
        before.name() + " is not started again",
        () -> {
          Child now = named(before.name());
          return now.restarts() > before.restarts() && now.pid() > 0;
        });
  }

  /** Where the other nodes of its cluster reach one. */
  String clusterHost(String name) throws IOException, InterruptedException {
    return URI.create(members(name).path("selfNode").asText()).getHost();
  }

  /** Waits until each node of a service knows all of them, and no other, as members. */
  void awaitOneCluster(String service) throws IOException, InterruptedException {
    await("not one cluster of all " + service, () -> isOneCluster(of(service)));
  }

  private boolean isOneCluster(List<Child> nodes) throws IOException, InterruptedException {
    Set<String> up = new HashSet<>();
    for (Child node : nodes) {
      int members = 0;
      for (JsonNode member : members(node.name()).path("members")) {
        if (!member.path("status").asText().equals("Up")) {
          return false;
        }
        members++;
        up.add(member.path("node").asText());
      }
      if (members != nodes.size()) {
        return false;
      }
    }
    return up.size() == nodes.size();
  }

  private JsonNode members(String name) throws IOException, InterruptedException {
    return JSON.readTree(get("/processes/" + name + "/cluster/members").body());
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String otherwise, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + BACK.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            otherwise + " after " + BACK + ": " + get("/health/ready").body() + " " + all());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(management.resolve(path)).timeout(ANSWER).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
