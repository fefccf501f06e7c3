package ocelli.jobs.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job that can have a result.
 *
 * @param number of the result
 * @param url it was fetched from; empty for an upload
 * @param name of the file; empty where there is none
 * @param pages in order
 */
public record Finished(
    JobId job,
    long number,
    Optional<String> url,
    Optional<String> name,
    Instant createdAt,
    Instant finishedAt,
    List<Page> pages) {
  public Finished {
    pages = List.copyOf(pages);
  }
}
