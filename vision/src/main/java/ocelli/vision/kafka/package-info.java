/**
 * A task's way from the broker and back: images of {@code ingest-1} to the workers, their answers
 * to {@code delivery-1} and then {@code vision-1}, and the position moved.
 *
 * <p>A position moves only past images all of whose answers the broker has; images finish in any
 * order, so that is the prefix without a gap. A failure of the broker fails the stream, which
 * starts again from the committed position; the answers' ids make the repeats harmless.
 */
@NullMarked
package ocelli.vision.kafka;

import org.jspecify.annotations.NullMarked;
