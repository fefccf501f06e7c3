/**
 * delivery-1 as the writers read it: each assigns its own partition from the position in its
 * journal, every record is judged, what is turned away goes to quarantine, and what is left comes
 * in batches that grow while the journal is busy. The broker is told of positions for lag only.
 */
@NullMarked
package ocelli.push.kafka;

import org.jspecify.annotations.NullMarked;
