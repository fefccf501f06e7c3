/**
 * Whether this process is alive and can serve. Services register checks of what they need (broker,
 * journal, keys, engines); the management port answers from them. A check never blocks: it answers
 * later, or counts as down after its time.
 */
@NullMarked
package ocelli.runtime.health;

import org.jspecify.annotations.NullMarked;
