package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code up --processes} with two nodes of each service that keeps state, and of links: one node of
 * each and a broker are killed with images unfinished. Everything arrives, nobody had to act,
 * SIGTERM drains all in order, and no process is left.
 */
class ProcessesIT {
  private static final int IMAGES = 12;
  private static final int OF = 4;
  private static final int TASKS = 4;
  private static final List<String> KILLED =
      List.of("push-2", "summaries-2", "firehose-2", "vision-1", "broker-2");
  private static final int REPEATS_PER_KILL = 10; // ARCHITECTURE, push
  private static final Duration PATIENCE = Duration.ofSeconds(400); // 12 JVMs on two busy cores
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path data;

  @Test
  void nodesAndABrokerKilled_everythingArrives_andAllEndInOrder() throws Exception {
    try (UpProcess ocelli =
            UpProcess.startProcesses(
                data,
                List.of(
                    "--nodes=push=2",
                    "--nodes=summaries=2",
                    "--nodes=firehose=2",
                    "--nodes=links=2",
                    "--redirects=0",
                    "--nodes=jobs=0"));
        Receiver receiver = new Receiver()) {
      assertEachNodeOfLinks_followsAtAPortOfItsOwn(ocelli);
      Customer camera = Customer.register(ocelli, "camera", Optional.of(receiver.url()));
      receiver.trust(camera.webhookSecret());
      String token = camera.token(ocelli.url());
      Map<String, String> images = new LinkedHashMap<>();
      send(ocelli.url(), token, images, 0);
      for (String name : KILLED) {
        ProcessHandle.of(process(ocelli, name).get("pid").asLong()).orElseThrow().destroyForcibly();
      }
      send(ocelli.url(), token, images, IMAGES);

      int expected = images.size() * TASKS + images.size() / OF;
      Await.until(
          PATIENCE,
          () -> distinct(receiver) + " of " + expected + " messages came",
          () -> distinct(receiver) >= expected);
      Await.until(PATIENCE, () -> "not ready: " + ready(ocelli), () -> ready(ocelli).isEmpty());
      for (String name : KILLED) {
        assertThat(process(ocelli, name).get("restarts").asInt()).as(name).isPositive();
      }
      assertSameByFirehose(receiver, Customer.firehose(ocelli.url(), token, "\"earliest\""));

      Set<Long> pids = pids(ocelli);
      assertThat(ocelli.terminate()).isZero();
      assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }
  }

  private static void assertEachNodeOfLinks_followsAtAPortOfItsOwn(UpProcess ocelli)
      throws Exception {
    List<String> ports =
        List.of(
            process(ocelli, "links-1").path("redirects").asText(),
            process(ocelli, "links-2").path("redirects").asText());
    assertThat(ports).doesNotHaveDuplicates();
    assertThat(ocelli.ready()).endsWith(" redirects " + String.join(",", ports));
    for (String port : ports) {
      HttpRequest visit = HttpRequest.newBuilder(URI.create(port + "/l/zzzzzzzzzz")).build();
      HttpResponse<String> answer = HTTP.send(visit, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).as(port).contains("no-such-link");
    }
  }

  /** 503 says that nothing was taken: sent again with its key, as a client does. */
  private static void send(URI base, String token, Map<String, String> images, int from)
      throws InterruptedException {
    for (int i = from; i < from + IMAGES; i++) {
      int image = i;
      Await.until(
          PATIENCE,
          () -> "image " + image + " was not taken",
          () -> taken(base, token, images, image));
    }
  }

  private static boolean taken(URI base, String token, Map<String, String> images, int i) {
    try {
      Optional<HttpResponse<String>> answer =
          Customer.post(base, token, "watch-" + i / OF, OF, "image-" + i, Pictures.png(i));
      answer
          .filter(response -> response.statusCode() == 200)
          .ifPresent(response -> images.put("image-" + i, response.body()));
      assertThat(answer.map(HttpResponse::statusCode).orElse(503)).isIn(200, 503);
      return images.containsKey("image-" + i);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertSameByFirehose(Receiver receiver, List<Delivered> firehose) {
    Delivered.assertChained(firehose);
    List<Delivered> webhooks = receiver.acknowledged();
    Set<String> occurrences =
        webhooks.stream().map(Delivered::occurrence).collect(Collectors.toSet());
    assertThat(receiver.forged()).isEmpty();
    assertThat(occurrences)
        .isEqualTo(firehose.stream().map(Delivered::occurrence).collect(Collectors.toSet()));
    assertThat(webhooks.size() - occurrences.size()).isLessThanOrEqualTo(REPEATS_PER_KILL);
  }

  private static long distinct(Receiver receiver) {
    return receiver.acknowledged().stream().map(Delivered::id).distinct().count();
  }

  private static JsonNode process(UpProcess ocelli, String name) {
    return StreamSupport.stream(get(ocelli, "/processes").spliterator(), false)
        .filter(process -> process.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Set<Long> pids(UpProcess ocelli) {
    return StreamSupport.stream(get(ocelli, "/processes").spliterator(), false)
        .map(process -> process.get("pid").asLong())
        .collect(Collectors.toSet());
  }

  private static String ready(UpProcess ocelli) {
    return get(ocelli, "/health/ready").path("problems").toString();
  }

  private static JsonNode get(UpProcess ocelli, String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(ocelli.management().resolve(path)).build();
      return new ObjectMapper()
          .readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
