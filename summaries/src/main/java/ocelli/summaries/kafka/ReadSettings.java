package ocelli.summaries.kafka;

import ocelli.runtime.kafka.PositionMoves;

/**
 * How partitions are read.
 *
 * @param group consumer group under which positions are reported
 * @param batchRecords the most records in a batch, at least 1
 * @param batchBytes the most bytes in a batch, unless one record alone is larger
 * @param dispatcher configuration path of the dispatcher that judges records
 * @param moves of positions outside the log, as a person decided
 */
public record ReadSettings(
    String group, int batchRecords, long batchBytes, String dispatcher, PositionMoves moves) {
  public ReadSettings {
    if (batchRecords < 1 || batchBytes < batchRecords) {
      throw new IllegalArgumentException("batch-records, batch-bytes: at least 1 and a byte each");
    }
  }
}
