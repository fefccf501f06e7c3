/**
 * ZXing, which reads codes of every usual symbology in plain Java.
 *
 * <p>A code that is read wrongly is worse than one that is not read: linear codes, whose check is
 * weak or missing, count only where several lines across them say the same.
 */
@NullMarked
package ocelli.vision.zxing;

import org.jspecify.annotations.NullMarked;
