/**
 * OpenCV: decoding, geometry on pixels, the face network, QR codes and the measures of quality.
 *
 * <p>All native memory of an image lives in the {@code PointerScope} of the call that looks at it
 * and is gone when that call returns; what outlives a call (networks) is made outside any scope.
 * One thread per call: {@code setNumThreads(1)}, for the workers are the parallelism. Bytes are
 * decoded only if they start as PNG, JPEG, WebP or GIF; sizes are limited at the door of the
 * product and by {@code OPENCV_IO_MAX_IMAGE_PIXELS} in the environment.
 */
@NullMarked
package ocelli.vision.opencv;

import org.jspecify.annotations.NullMarked;
