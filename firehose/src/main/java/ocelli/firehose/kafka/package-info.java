/**
 * One partition of delivery-1 as a stream from a position of our own: read, judged, batched while
 * the journal is busy, appended, and afterwards reported to the broker for lag only.
 */
@NullMarked
package ocelli.firehose.kafka;

import org.jspecify.annotations.NullMarked;
