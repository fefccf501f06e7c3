/**
 * The writer of each partition, placed in the cluster by sharding, and on every node the hubs that
 * wake held connections. Hubs hear only of what is committed; what they do not hear, a comparison
 * with the journal before every heartbeat finds.
 */
@NullMarked
package ocelli.firehose.actor;

import org.jspecify.annotations.NullMarked;
