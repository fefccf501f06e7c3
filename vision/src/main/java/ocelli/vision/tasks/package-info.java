/**
 * One engine for each task: pixels to findings by the libraries' packages, findings to the task's
 * message here.
 *
 * <p>Each look has its own scope of native memory. Numbers in messages are what was computed, in
 * the order the message says, so that the same bytes give the same message.
 */
@NullMarked
package ocelli.vision.tasks;

import org.jspecify.annotations.NullMarked;
