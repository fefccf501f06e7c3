package ocelli.client.demo;

import java.time.Instant;

/**
 * An image that Ocelli took.
 *
 * @param sample which one
 * @param transaction the name it was sent under
 * @param image the id it got
 * @param at when it began to be sent
 */
record Sent(Sample sample, String transaction, String image, Instant at) {}
