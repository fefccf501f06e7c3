/** Jobs a second beside the bare engine, and what asking again for a result costs. */
@NullMarked
package ocelli.trials.jobs;

import org.jspecify.annotations.NullMarked;
