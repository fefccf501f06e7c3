/**
 * What a client of Ocelli knows without touching a wire: messages, acknowledgements, problems, how
 * long to wait before trying again, and whether the chain of `previous` cursors is whole.
 *
 * <p>Pure: time, randomness and answers come in as arguments.
 */
@NullMarked
package ocelli.client.core;

import org.jspecify.annotations.NullMarked;
