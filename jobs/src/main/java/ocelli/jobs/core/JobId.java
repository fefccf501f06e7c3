package ocelli.jobs.core;

import java.util.Optional;
import java.util.UUID;

/** Names a job, the transaction of its images and the key of its first image. */
public record JobId(UUID value) {
  private static final int LENGTH = 36;

  /** The id in its canonical form; empty where the text is none. */
  public static Optional<JobId> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty(); // UUID.fromString takes shorter forms, and one name is enough
    }
    try {
      return Optional.of(new JobId(UUID.fromString(text))).filter(id -> id.toString().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The Idempotency-Key of a page: the same after any restart, so that it is the same image.
   *
   * @param page from 1
   * @param pages how many the job has
   */
  public String key(int page, int pages) {
    return pages == 1 ? toString() : this + "-" + page;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
