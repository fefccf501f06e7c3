/**
 * One public port before services that run as processes of their own: a request goes by the longest
 * prefix of its path to a node of that service, and bytes flow through both ways as they come.
 * Nothing is collected, nothing is sent twice; a node that is away is left out, and where none is
 * left the answer is 503 at once.
 */
@NullMarked
package ocelli.allinone.edge;

import org.jspecify.annotations.NullMarked;
