/**
 * Short links over HTTP: the owner's API, the visitor's redirects, and the few pages that a visitor
 * may see instead. A browser gets a page where a program gets a problem.
 */
@NullMarked
package ocelli.links.http;

import org.jspecify.annotations.NullMarked;
