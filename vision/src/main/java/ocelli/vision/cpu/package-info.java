/**
 * The backend that every machine has: each task's engine on one core of the processor.
 *
 * <p>Workers are the parallelism, so no engine starts threads of its own. Models are read once for
 * the process and shared where the library allows it; everything else belongs to one worker.
 */
@NullMarked
package ocelli.vision.cpu;

import org.jspecify.annotations.NullMarked;
