package ocelli.jobs.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.jobs.core.JobId;
import ocelli.protocol.ClientId;
import ocelli.protocol.TaskId;

/**
 * A job to be.
 *
 * @param url to fetch; empty for an upload
 * @param name of the file; empty where there is none
 * @param createdAt now
 * @param deadline when it fails for want of an answer
 * @param token the narrowed one
 * @param tasks that must answer
 * @param summary whether a summary will come
 */
public record NewJob(
    JobId id,
    ClientId owner,
    Optional<String> url,
    Optional<String> name,
    Instant createdAt,
    Instant deadline,
    String token,
    List<TaskId> tasks,
    boolean summary) {
  public NewJob {
    tasks = List.copyOf(tasks);
  }

  @Override
  public String toString() {
    return "NewJob[" + id + "]";
  }
}
