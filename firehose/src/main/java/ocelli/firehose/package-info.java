/**
 * The stream of everything that was seen for a client, which it resumes from its own offset.
 *
 * <p>delivery-1 flows through one writer per partition into a journal of the firehose's own; held
 * connections read from there and from the hub of their client. A line is never missing, repeated
 * or out of order, whatever is slow, lost or restarted.
 */
@NullMarked
package ocelli.firehose;

import org.jspecify.annotations.NullMarked;
