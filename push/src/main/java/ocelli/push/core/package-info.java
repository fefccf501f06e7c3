/**
 * The rules of push, without actors, network or tables: what a batch becomes in the journal, how a
 * view notices a missing number, what a lane does next, when a failed message is tried again and
 * how it is signed.
 *
 * <p>What must never break: a message leaves memory only when it was delivered or is in the retry
 * store, and at most ten deliveries of an endpoint are not yet on record.
 */
@NullMarked
package ocelli.push.core;

import org.jspecify.annotations.NullMarked;
