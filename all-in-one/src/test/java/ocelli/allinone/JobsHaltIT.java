package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import ocelli.runtime.HaltPoint;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that ends itself between the durable effects of a job, at each place that {@code
 * docs/crash-points.md} names: the job ends with one result of one image all the same.
 */
class JobsHaltIT {
  private static final List<String> POINTS =
      List.of("jobs-page-sent", "jobs-message-stored", "jobs-finished");
  private static final Duration PATIENCE =
      Duration.ofMinutes(4); // the dead one's lease, and a queue

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("points")
  void haltedWithinAJob_endsWithOneResult(String point) throws Exception {
    JobsCustomer reader;
    String job;
    try (UpProcess ocelli = UpProcess.start(folder, point).orElseThrow()) {
      reader = JobsCustomer.register(ocelli, "reader");
      job = JobsCustomer.upload(ocelli.url(), reader.token(ocelli), point, Pictures.png(1));
      assertThat(ocelli.awaitEnd(PATIENCE)).as(point).isEqualTo(HaltPoint.EXIT_CODE);
    }
    try (UpProcess ocelli = UpProcess.start(folder)) {
      String token = reader.token(ocelli);
      Await.until(
          PATIENCE,
          () -> "halted at " + point + ": the job has a result",
          () -> JobsCustomer.number(ocelli.url(), token, job).isPresent());
      long number = JobsCustomer.number(ocelli.url(), token, job).orElseThrow();
      JsonNode result = JobsCustomer.result(ocelli.url(), token, number);
      assertThat(result.get("pages")).hasSize(1);
      assertThat(result.get("summary").get("images")).hasSize(1);
      assertThat(ocelli.terminate()).isZero();
    }
  }

  static List<String> points() {
    return POINTS;
  }
}
