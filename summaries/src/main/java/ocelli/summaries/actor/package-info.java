/**
 * The persistent actor of a partition: a batch is one command and one event, an event carries the
 * position, and outcomes that were decided but not acknowledged are published again on recovery.
 * Nothing is sent from an event handler.
 */
@NullMarked
package ocelli.summaries.actor;

import org.jspecify.annotations.NullMarked;
