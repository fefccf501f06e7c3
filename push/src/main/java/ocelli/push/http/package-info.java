/**
 * The way of one attempt over HTTP: signed headers, the journalled bytes, one connection pool per
 * endpoint behind the egress guard. No attempt is repeated here, no redirect followed; what an
 * endpoint answers is drained and never collected. Beside it the route by which a neighbour asks
 * what became of messages.
 */
@NullMarked
package ocelli.push.http;

import org.jspecify.annotations.NullMarked;
