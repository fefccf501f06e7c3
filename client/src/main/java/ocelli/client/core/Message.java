package ocelli.client.core;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A delivered message, the same in a webhook and on the firehose.
 *
 * @param id names the message; a client that has seen it ignores it
 * @param type as {@code ocr.v1m0.Text}
 * @param timestamp when the result was made, not when it was sent
 * @param cursor its place among all messages of its client
 * @param previous the cursor of the client's message before it; empty on the client's first
 * @param transaction the client's own name for images that belong together
 * @param image the image it is about; empty on a summary
 * @param json the whole message as it came, UTF-8 decoded
 */
public record Message(
    String id,
    String type,
    Instant timestamp,
    long cursor,
    OptionalLong previous,
    String transaction,
    Optional<String> image,
    String json) {}
