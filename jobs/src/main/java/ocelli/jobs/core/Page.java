package ocelli.jobs.core;

/**
 * One page of a job, as ingestion acknowledged it.
 *
 * @param image its id
 * @param width in pixels, as its header says
 * @param height in pixels, as its header says
 */
public record Page(String image, int width, int height) {}
