/**
 * Who does what, when: the writer of a partition appends what was read, the view of a slice hands
 * out what was appended, the lane of an endpoint sends it. The rules are core's.
 *
 * <p>A writer tells Kafka nothing and a view moves on from nothing before it is in the database.
 */
@NullMarked
package ocelli.push.actor;

import org.jspecify.annotations.NullMarked;
