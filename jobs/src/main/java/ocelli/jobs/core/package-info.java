/**
 * What a job is, without any framework: its states, how a source is recognised, how delivered
 * messages become a result, and how changes reach those who watch without ever piling up.
 */
@NullMarked
package ocelli.jobs.core;

import org.jspecify.annotations.NullMarked;
