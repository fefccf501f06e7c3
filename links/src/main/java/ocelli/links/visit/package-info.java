/**
 * A visit of a short link: its code becomes an outcome, from memory where that can be, by the
 * database where it must. A visit of a capped link counts before it is answered.
 */
@NullMarked
package ocelli.links.visit;

import org.jspecify.annotations.NullMarked;
