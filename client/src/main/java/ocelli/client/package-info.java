/**
 * Ocelli for Java programs, over HTTP alone: send images, say that a transaction is complete, read
 * the firehose, register clients. {@link ocelli.client.OcelliClient} is the door.
 *
 * <p>Every call has a time-out; every call may be repeated, because an image always carries an
 * Idempotency-Key. It depends on no other module of Ocelli.
 */
@NullMarked
package ocelli.client;

import org.jspecify.annotations.NullMarked;
