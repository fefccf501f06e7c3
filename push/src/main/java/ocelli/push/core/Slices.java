package ocelli.push.core;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The fixed shares of a partition's clients. Each has a tag and a view of its own; the share of a
 * client never changes while the journal lives.
 *
 * @param count how many a partition has, at least 1
 */
public record Slices(int count) {
  public Slices {
    if (count < 1) {
      throw new IllegalArgumentException("slices: at least 1, not " + count);
    }
  }

  /** The slice of a client, 0 to count − 1. */
  public int of(String client) {
    CRC32 hash = new CRC32();
    hash.update(client.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % count);
  }

  /** The tag of a slice's events. */
  public static String tag(int partition, int slice) {
    return "push-" + partition + "-" + slice;
  }

  /** The writer's name in the journal. */
  public static String persistenceId(int partition) {
    return "push-writer-" + partition;
  }
}
