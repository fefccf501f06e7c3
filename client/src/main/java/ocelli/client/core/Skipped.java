package ocelli.client.core;

/**
 * Messages that a filter left out before a line.
 *
 * @param from the first cursor left out
 * @param to the last cursor left out
 */
public record Skipped(long from, long to) {}
