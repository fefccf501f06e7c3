/** How many images a second the engines see, without any service around them. */
@NullMarked
package ocelli.trials.vision;

import org.jspecify.annotations.NullMarked;
