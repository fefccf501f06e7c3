/**
 * The rules of the firehose, without anything outside: how a batch of records becomes rows that
 * name their predecessors, where a stream starts, what a page of rows proves, when a held
 * connection takes from its client's hub and when from the table, what it leaves out, and how fast
 * it goes.
 */
@NullMarked
package ocelli.firehose.core;

import org.jspecify.annotations.NullMarked;
