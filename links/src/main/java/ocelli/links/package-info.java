/**
 * Short links: a client makes them for a URL or for a job's result, anybody follows them.
 *
 * <p>To understand it, start at {@link ocelli.links.Links}: a visit goes from {@code http} to
 * {@code visit}, which asks {@code caffeine} for the link and, where a visit counts or nothing is
 * cached, {@code jdbc}. What must never break: a capped link opens exactly as often as its cap
 * says, a deleted one is forgotten on every node, and a code tells nothing about what it leads to.
 */
@NullMarked
package ocelli.links;

import org.jspecify.annotations.NullMarked;
