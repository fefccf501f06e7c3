/**
 * A line that a trial has in its hands: a TCP proxy between two who believe that they talk to each
 * other, which carries their bytes, or does with them what networks do at their worst. Nothing here
 * knows what the bytes mean.
 */
@NullMarked
package ocelli.trials.line;

import org.jspecify.annotations.NullMarked;
