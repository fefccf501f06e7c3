/**
 * Programs that judge the product from outside, and print each figure with its limit or its rival
 * of the same run beside it.
 */
@NullMarked
package ocelli.trials;

import org.jspecify.annotations.NullMarked;
