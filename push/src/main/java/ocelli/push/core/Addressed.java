package ocelli.push.core;

/**
 * A message of a client by where it was to go.
 *
 * @param endpoint that the token of its image named
 * @param cursor its place among the client's messages
 */
public record Addressed(Endpoint endpoint, long cursor) {}
