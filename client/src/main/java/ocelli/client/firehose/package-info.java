/**
 * Reads the firehose without end: opens it, checks the chain of `previous` cursors, leaves out
 * messages seen before, and opens it again from where it broke. A message is handed on before the
 * position moves, so a break repeats at most what was not handed on.
 */
@NullMarked
package ocelli.client.firehose;

import org.jspecify.annotations.NullMarked;
