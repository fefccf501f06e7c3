/**
 * Trials: an Ocelli of their own, clients that load it and write down what happens to them, a story
 * of faults, and at the end the checker's verdict. All that is random comes from one seed.
 */
@NullMarked
package ocelli.trials.chaos;

import org.jspecify.annotations.NullMarked;
