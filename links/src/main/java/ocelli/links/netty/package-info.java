/**
 * A second port for visits alone, on Netty: what memory can answer goes out on the event loop,
 * other visits when the database has answered, and all else is handed to the Akka HTTP routes of
 * the public port. The answers are the same.
 *
 * <p>A connection is {@code codec → Patience → Conversation → WellFormed → PlainVisits →
 * SmallBodies → Onward}: bytes become requests, one after the other, until one of them answers.
 * What must never break: answers in the order of their requests, and no peer that holds memory or a
 * thread by being slow.
 */
@NullMarked
package ocelli.links.netty;

import org.jspecify.annotations.NullMarked;
