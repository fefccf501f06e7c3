/**
 * The broker's side: a partition of vision-1 read from a position that the journal knows, records
 * reduced to what their own claims allow, and outcomes put on delivery-1.
 */
@NullMarked
package ocelli.summaries.kafka;

import org.jspecify.annotations.NullMarked;
