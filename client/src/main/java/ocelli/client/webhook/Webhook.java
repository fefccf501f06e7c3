package ocelli.client.webhook;

import java.util.OptionalLong;
import ocelli.client.core.Message;

/**
 * A verified webhook.
 *
 * @param message what it brings
 * @param completeUpTo every message up to this cursor has been acknowledged: where to open the
 *     firehose when changing over to it; empty where the header was not sent
 */
public record Webhook(Message message, OptionalLong completeUpTo) {}
