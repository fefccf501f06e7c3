package ocelli.jobs.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JobStatusTest {
  @Test
  void wire_thereAndBack_isTheSame() {
    JobStatus success =
        new JobStatus(
            Samples.OWNER,
            Samples.job(1),
            Progress.success(),
            OptionalLong.of(90),
            Optional.empty());
    JobStatus failure =
        new JobStatus(
            Samples.OWNER,
            Samples.job(2),
            Progress.failure(30),
            OptionalLong.empty(),
            Optional.of("{\"code\":\"job-timeout\"}"));
    assertThat(JobStatus.fromWire(success.wire())).isEqualTo(success);
    assertThat(JobStatus.fromWire(failure.wire())).isEqualTo(failure);
  }

  @Test
  void json_success_namesTheResultAndNotTheOwner() {
    JobStatus success =
        new JobStatus(
            Samples.OWNER,
            Samples.job(1),
            Progress.success(),
            OptionalLong.of(90),
            Optional.empty());
    assertThat(success.json().toString())
        .isEqualTo(
            "{\"state\":\"SUCCESS\",\"progress\":{\"stage\":\"done\",\"percent\":100},"
                + "\"location\":\"/api/v1/service/90\"}");
  }

  @Test
  void wire_longestCause_fitsThroughNotify() {
    Cause cause = new Cause(422, "x".repeat(40), "\u0001".repeat(5_000));
    String problem = "{\"code\":\"" + cause.code() + "\",\"detail\":\"" + cause.detail() + "\"}";
    String escaped = problem.replace("\u0001", "\\u0001");
    JobStatus failure =
        new JobStatus(
            Samples.OWNER,
            Samples.job(1),
            Progress.failure(0),
            OptionalLong.empty(),
            Optional.of(escaped));
    assertThat(failure.wire().getBytes(StandardCharsets.UTF_8).length).isLessThan(8_000);
  }
}
