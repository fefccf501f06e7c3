package ocelli.firehose.jdbc;

/**
 * Which writer: one per partition and generation of delivery-1.
 *
 * @param epoch the generation, 0 to 255
 * @param partition 0 or more
 * @param topicId the topic's id as Kafka gave it: another topic under the same epoch would give old
 *     cursors to new messages
 */
public record WriterKey(int epoch, int partition, String topicId) {}
