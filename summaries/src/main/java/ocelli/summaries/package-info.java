/**
 * Combines what the vision tasks saw across the images of a transaction into one summary. Records
 * of vision-1 come in batches, each becomes one event of the partition's journal together with the
 * position after it; summaries leave to delivery-1 and are marked published afterwards. No input is
 * lost and none counts twice, whatever restarts.
 */
@NullMarked
package ocelli.summaries;

import org.jspecify.annotations.NullMarked;
