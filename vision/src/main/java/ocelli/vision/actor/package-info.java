/**
 * The engines as actors: one for each worker, which alone opens, calls and closes its engine on a
 * thread of its own, and over them one for each task, which hands out images and answers for those
 * whose worker fails or takes too long.
 *
 * <p>Every look is answered: an engine that throws or never returns costs its image a failed look
 * and itself its place, never another image.
 */
@NullMarked
package ocelli.vision.actor;

import org.jspecify.annotations.NullMarked;
