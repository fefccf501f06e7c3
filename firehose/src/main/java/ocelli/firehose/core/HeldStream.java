package ocelli.firehose.core;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One held connection: where it is, and what it does next. It begins with the table, goes to the
 * hub when the table has no more, and back to the table when the hub does not remember; since both
 * answer by position, going over leaves out and repeats nothing. It holds one page at most. Not
 * thread-safe.
 */
public final class HeldStream {
  /** One chunk to the socket: 64 KiB, Linux's usual first socket buffer, whole lines. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Filter filter;
  private final Pace pace;
  private final Format format;
  private final Duration heartbeat;
  private final Deque<JournalRow> pending = new ArrayDeque<>();
  private long position;
  private @Nullable Skipped skipped;
  private boolean caughtUp;
  private boolean silent = true;
  private Instant spokeAt;

  /**
   * @param position shows what comes after it
   * @param heartbeat the longest silence
   * @param now the begin
   */
  public HeldStream(
      long position, Filter filter, Pace pace, Format format, Duration heartbeat, Instant now) {
    this.position = position;
    this.filter = filter;
    this.pace = pace;
    this.format = format;
    this.heartbeat = heartbeat;
    this.spokeAt = now;
  }

  /** The hub said something. */
  public Optional<ByteString> heard(Word word, Instant now) {
    return word.match(
        rows -> {
          take(rows.rows());
          return Optional.empty();
        },
        () -> {
          caughtUp = false;
          return Optional.empty();
        },
        () -> Optional.of(beat(now)));
  }

  /** The table gave rows, in order; none where it has no more. */
  public void read(List<JournalRow> rows) {
    take(rows);
    caughtUp = rows.isEmpty();
  }

  /** What to do now. */
  public Step next(Instant now) {
    ByteString lines = lines(now);
    if (!lines.isEmpty()) {
      spoke(now);
      return new Step.Write(lines);
    }
    Duration silence = heartbeat.minus(Duration.between(spokeAt, now));
    // The answer's head goes out with its first bytes: a reader that is up to date hears so at
    // once.
    if (silence.isNegative() || silence.isZero() || (silent && caughtUp)) {
      return new Step.Write(beat(now));
    }
    if (!pending.isEmpty()) {
      Duration wait = pace.wait(now);
      return new Step.Pause(wait.compareTo(silence) < 0 ? wait : silence);
    }
    return caughtUp ? new Step.AskHub(position) : new Step.ReadTable(position);
  }

  private void take(List<JournalRow> rows) {
    rows.stream().filter(row -> row.cursor() > position).forEach(pending::addLast);
  }

  private void spoke(Instant now) {
    spokeAt = now;
    silent = false;
  }

  private ByteString beat(Instant now) {
    spoke(now);
    return UnsafeByteOperations.unsafeWrap(format.heartbeat(position, now));
  }

  private ByteString lines(Instant now) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    leaveOut();
    while (!pending.isEmpty() && chunk.size() < CHUNK_BYTES && pace.wait(now).isZero()) {
      JournalRow row = pending.removeFirst();
      byte[] line = format.message(row, Optional.ofNullable(skipped));
      chunk.writeBytes(line);
      pace.sent(line.length, now);
      position = row.cursor();
      skipped = null;
      leaveOut();
    }
    return UnsafeByteOperations.unsafeWrap(chunk.toByteArray());
  }

  private void leaveOut() {
    for (JournalRow row = pending.peekFirst();
        row != null && !filter.shows(row);
        row = pending.peekFirst()) {
      pending.removeFirst();
      position = row.cursor();
      skipped = skipped == null ? new Skipped(position, position) : skipped.and(position);
    }
  }
}
