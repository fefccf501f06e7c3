package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments during ten jobs: all end with the text that an undisturbed run gives,
 * one result number and one image id each. {@code -Docelli.it.kills=10} is the long form, {@code
 * -Docelli.it.seed} replays.
 */
class JobsKillIT {
  private static final int KILLS = Integer.getInteger("ocelli.it.kills", 3);
  private static final long SEED = Long.getLong("ocelli.it.seed", 20_261_121L);
  private static final int JOBS = 10;
  private static final int MAX_PAUSE_MILLIS = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path data;

  @Test
  void killed_duringTenJobs_losesNone_andDoublesNone() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Integer, String> undisturbed;
    JobsCustomer reader;
    try (UpProcess ocelli = UpProcess.start(data)) {
      reader = JobsCustomer.register(ocelli, "reader");
      undisturbed = texts(ocelli, reader, submitted(ocelli, reader, 0, JOBS));
      ocelli.kill();
    }
    Map<Integer, String> jobs = new LinkedHashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (UpProcess ocelli = UpProcess.start(data)) {
        int from = JOBS * kill / KILLS;
        jobs.putAll(submitted(ocelli, reader, from, JOBS * (kill + 1) / KILLS));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
        ocelli.kill();
      }
    }
    try (UpProcess ocelli = UpProcess.start(data)) {
      assertThat(texts(ocelli, reader, jobs)).as("seed %d", SEED).isEqualTo(undisturbed);
      assertOneNumberAndOneImageEach(ocelli.url(), reader.token(ocelli), 2 * JOBS);
      assertThat(ocelli.terminate()).isZero();
    }
  }

  private static Map<Integer, String> submitted(
      UpProcess ocelli, JobsCustomer reader, int from, int to) throws Exception {
    String token = reader.token(ocelli);
    Map<Integer, String> jobs = new LinkedHashMap<>();
    for (int picture = from; picture < to; picture++) {
      String name = "picture-" + picture + ".png";
      jobs.put(picture, JobsCustomer.upload(ocelli.url(), token, name, Pictures.png(picture)));
    }
    return jobs;
  }

  private static Map<Integer, String> texts(
      UpProcess ocelli, JobsCustomer reader, Map<Integer, String> jobs) throws Exception {
    String token = reader.token(ocelli);
    Map<Integer, String> texts = new HashMap<>();
    for (Map.Entry<Integer, String> job : jobs.entrySet()) {
      Await.until(
          PATIENCE,
          () -> "seed " + SEED + ": job " + job.getValue() + " has a result",
          () -> JobsCustomer.number(ocelli.url(), token, job.getValue()).isPresent());
      long number = JobsCustomer.number(ocelli.url(), token, job.getValue()).orElseThrow();
      JsonNode result = JobsCustomer.result(ocelli.url(), token, number);
      texts.put(job.getKey(), result.get("result").asText());
    }
    return texts;
  }

  private static void assertOneNumberAndOneImageEach(URI base, String token, int jobs)
      throws Exception {
    List<String> found = new ArrayList<>();
    JsonNode list =
        new ObjectMapper().readTree(JobsCustomer.get(base, token, "/api/v1/services").body());
    long last = 0;
    for (JsonNode job : list.get("jobs")) {
      last = Math.max(last, job.get("number").asLong());
    }
    for (long number = 1; number <= last + jobs; number++) {
      HttpResponse<String> result = JobsCustomer.get(base, token, "/api/v1/service/" + number);
      if (result.statusCode() == 200) {
        JsonNode document = new ObjectMapper().readTree(result.body());
        found.add(document.get("job").asText());
        assertOneImage(base, token, number, document);
      }
    }
    assertThat(found).as("seed %d", SEED).hasSize(jobs).doesNotHaveDuplicates();
  }

  private static void assertOneImage(URI base, String token, long number, JsonNode document)
      throws Exception {
    String messages =
        JobsCustomer.get(base, token, "/api/v1/service/" + number + "/messages").body();
    Set<String> images =
        messages
            .lines()
            .map(Delivered::parse)
            .map(Delivered::image)
            .filter(image -> !image.isEmpty())
            .collect(Collectors.toSet());
    assertThat(images)
        .as("seed %d", SEED)
        .containsExactly(document.get("pages").get(0).get("image").asText());
  }
}
