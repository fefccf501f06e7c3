package ocelli.push.http;

import java.time.Duration;

/**
 * Limits of an attempt.
 *
 * @param timeout from the start of an attempt to the head of its answer
 * @param connections the most connections to one endpoint
 * @param maxAnswerBytes what is read of an answer's body before the connection is given up
 * @param maxAnswerTime how long that body may take before the connection is given up
 * @param insecureAllowed whether http is allowed beside https: for development
 */
public record WebhookSettings(
    Duration timeout,
    int connections,
    long maxAnswerBytes,
    Duration maxAnswerTime,
    boolean insecureAllowed) {}
