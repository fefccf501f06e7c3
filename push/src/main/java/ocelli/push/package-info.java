/**
 * Delivers messages by signed webhook. The write side journals what delivery-1 brings and nothing
 * else; the read side, a role of its own, sends what the journal has. Between them lies one
 * journal, read by tag and checked by number, so that nothing is left out; after it come lanes, one
 * an endpoint, so that none waits for another.
 */
@NullMarked
package ocelli.push;

import org.jspecify.annotations.NullMarked;
