/**
 * The way of one attempt over HTTP: signed headers, the journalled bytes, one connection pool per
 * endpoint behind the egress guard. No attempt is repeated here, no redirect followed; what an
 * endpoint answers is drained and never collected.
 */
@NullMarked
package ocelli.push.http;

import org.jspecify.annotations.NullMarked;
