package ocelli.jobs.jdbc;

import java.util.Optional;
import ocelli.jobs.core.JobId;

/**
 * A job in a worker's hands.
 *
 * @param url to fetch; empty for an upload
 * @param pages how many it has; 0 where they are still to be made
 * @param token the narrowed one
 * @param percent how far it is
 */
public record Work(JobId job, Optional<String> url, int pages, String token, int percent) {
  @Override
  public String toString() {
    return "Work[" + job + "]";
  }
}
