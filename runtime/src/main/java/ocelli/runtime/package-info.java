/**
 * What every service stands on: the actor system, the clock, the broker connection, metrics and
 * health that a process hands to each service it starts. Knows nothing of images, messages or
 * clients: no domain word is in it.
 */
@NullMarked
package ocelli.runtime;

import org.jspecify.annotations.NullMarked;
