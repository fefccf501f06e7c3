package ocelli.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * The files of a stopped broker, from which records can be taken: they are gone, and those around
 * them keep their offsets, as after a disk's fault that nobody noticed. The broker makes the
 * indexes anew when it starts.
 */
public final class DamagedLog {
  private static final long NEVER = 0; // nothing here has tombstones, whose age would count

  private DamagedLog() {}

  /**
   * Takes records out of a topic.
   *
   * @param brokerData the folder of one broker's data, topic partitions anywhere below it
   * @param lost says which
   * @return how many were taken
   */
  public static int remove(Path brokerData, String topic, Predicate<Record> lost)
      throws IOException {
    int count = 0;
    for (Path segment : segments(brokerData, topic)) {
      count += removeFrom(segment, lost);
    }
    return count;
  }

  private static List<Path> segments(Path brokerData, String topic) throws IOException {
    try (Stream<Path> files = Files.walk(brokerData)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .filter(file -> String.valueOf(file.getParent()).matches(".*/" + topic + "-\\d+"))
          .toList();
    }
  }

  private static int removeFrom(Path segment, Predicate<Record> lost) throws IOException {
    int size = Math.toIntExact(Files.size(segment));
    MemoryRecords records =
        MemoryRecords.readableRecords(ByteBuffer.wrap(Files.readAllBytes(segment)));
    ByteBuffer rest = ByteBuffer.allocate(size);
    MemoryRecords.FilterResult kept =
        records.filterTo(without(lost), rest, BufferSupplier.NO_CACHING);
    int taken = kept.messagesRead() - kept.messagesRetained();
    if (taken > 0) {
      ByteBuffer bytes = kept.outputBuffer();
      bytes.flip();
      byte[] left = new byte[bytes.remaining()];
      bytes.get(left);
      Files.write(segment, left);
      dropIndexes(segment);
    }
    return taken;
  }

  private static MemoryRecords.RecordFilter without(Predicate<Record> lost) {
    return new MemoryRecords.RecordFilter(NEVER, NEVER) {
      @Override
      protected BatchRetentionResult checkBatchRetention(RecordBatch batch) {
        return new BatchRetentionResult(BatchRetention.DELETE_EMPTY, false);
      }

      @Override
      protected boolean shouldRetainRecord(RecordBatch batch, Record record) {
        return !lost.test(record);
      }
    };
  }

  private static void dropIndexes(Path segment) {
    String name = segment.toString().replaceAll("\\.log$", "");
    Stream.of(".index", ".timeindex", ".txnindex")
        .forEach(
            suffix -> {
              try {
                Files.deleteIfExists(Path.of(name + suffix));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
