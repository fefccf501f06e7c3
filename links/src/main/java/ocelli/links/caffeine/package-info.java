/**
 * What a node remembers: links and codes that are nobody's, read through from the database, one
 * query at a time for each; and how often a link's password was tried. All of it is bounded, and
 * all of it may be lost.
 */
@NullMarked
package ocelli.links.caffeine;

import org.jspecify.annotations.NullMarked;
