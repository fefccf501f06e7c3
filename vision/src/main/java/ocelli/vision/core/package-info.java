/**
 * Geometry and choices of the vision tasks: where something is, which finding is the same as
 * another, how one picture lies on another, what a page of words says.
 *
 * <p>Only records and pure functions over {@code java.*}: what the native libraries found is turned
 * into these and judged here, so that the rules are tested without an image.
 */
@NullMarked
package ocelli.vision.core;

import org.jspecify.annotations.NullMarked;
