package ocelli.client.core;

/**
 * A sign of life of an idle firehose.
 *
 * @param completeUpTo the stream has shown everything up to this cursor
 * @param now the server's time, ISO 8601
 */
public record Heartbeat(long completeUpTo, String now) {}
