/**
 * How well the engines see, measured on pages, photographs and codes whose truth is known.
 *
 * <p>Pages and codes are drawn from a seed, with committed fonts and without those of the machine,
 * so that every machine judges the same pixels; photographs and their labels are committed. Each
 * figure is printed beside its limit, and one that misses it fails the run.
 */
@NullMarked
package ocelli.trials.accuracy;

import org.jspecify.annotations.NullMarked;
