/**
 * What the streams know of the engines, and the engines of the streams: bytes in, one message out.
 *
 * <p>A {@link ocelli.vision.engine.VisionBackend} opens an engine for a task; the worker that
 * opened it is the only one that calls it, for native engines are not to be shared between threads.
 * An engine is a pure function of the image's bytes and the request: the same bytes give the same
 * message, byte for byte, on whichever worker and after whichever restart.
 */
@NullMarked
package ocelli.vision.engine;

import org.jspecify.annotations.NullMarked;
