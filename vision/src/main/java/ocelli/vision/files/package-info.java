/**
 * The images that are being looked at, as files: what is left of them after the process ended tells
 * which may have ended it.
 */
@NullMarked
package ocelli.vision.files;

import org.jspecify.annotations.NullMarked;
