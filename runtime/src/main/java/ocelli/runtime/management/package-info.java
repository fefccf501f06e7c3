/**
 * The port for those who operate a process: alive, ready and why not, metrics, cluster members, log
 * levels. It has no credentials of its own, so it is bound to a private address.
 */
@NullMarked
package ocelli.runtime.management;

import org.jspecify.annotations.NullMarked;
