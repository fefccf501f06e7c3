/**
 * A second port for visits alone, on Netty: what memory can answer goes out on the event loop, all
 * else is handed to the same Akka HTTP routes as at the public port, and so gets the same answers.
 *
 * <p>A connection is {@code Patience → codec → Conversation → WellFormed → HotVisits → SmallBodies
 * → Onward}: bytes become requests, one after the other, until one of them answers. What must never
 * break: answers in the order of their requests, and no peer that holds memory or a thread by being
 * slow.
 */
@NullMarked
package ocelli.links.netty;

import org.jspecify.annotations.NullMarked;
