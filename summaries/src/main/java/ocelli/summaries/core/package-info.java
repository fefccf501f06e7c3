/**
 * What a transaction is and when it is closed, and what its images say together. Pure: inputs are
 * joined so that neither their order nor a repetition matters, a decision is an event, and applying
 * it is all that changes state. What was decided is never computed again on recovery.
 */
@NullMarked
package ocelli.summaries.core;

import org.jspecify.annotations.NullMarked;
