/**
 * The rules of short links, without anything outside: codes, which targets are taken, and what a
 * link answers at a time.
 */
@NullMarked
package ocelli.links.core;

import org.jspecify.annotations.NullMarked;
