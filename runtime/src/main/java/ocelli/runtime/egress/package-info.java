/**
 * The guard of connections that leave the system for an address somebody else chose: only public
 * addresses, checked when the connection is made, so that a name that changes its address meanwhile
 * gains nothing.
 */
@NullMarked
package ocelli.runtime.egress;

import org.jspecify.annotations.NullMarked;
