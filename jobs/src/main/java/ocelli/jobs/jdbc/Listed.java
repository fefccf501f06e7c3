package ocelli.jobs.jdbc;

import java.time.Instant;
import java.util.Optional;
import ocelli.jobs.core.JobStatus;

/**
 * A job in its owner's list.
 *
 * @param sequence its place: later jobs have greater ones
 * @param url it was fetched from; empty for an upload
 * @param name of the file; empty where there is none
 * @param excerpt how its text begins; empty where there is none
 */
public record Listed(
    long sequence,
    JobStatus status,
    Optional<String> url,
    Optional<String> name,
    Instant createdAt,
    Optional<String> excerpt) {}
