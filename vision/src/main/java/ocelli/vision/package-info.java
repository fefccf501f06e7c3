/**
 * The vision services: each task takes images from {@code ingest-1}, looks at those that expect it,
 * and answers each of them on {@code delivery-1} and {@code vision-1}, also where nothing was found
 * or nothing could be seen.
 *
 * <p>{@link ocelli.vision.Vision} wires a stream for each task ({@code kafka}) to the actors that
 * own engines ({@code actor}), which a backend opens ({@code engine}). No image is passed over
 * without an answer, and none holds back another for longer than it takes itself.
 */
@NullMarked
package ocelli.vision;

import org.jspecify.annotations.NullMarked;
