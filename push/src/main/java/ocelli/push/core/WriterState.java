package ocelli.push.core;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import ocelli.protocol.DeliveredMessage;
import ocelli.push.journal.v1m0.ClientCursor;
import ocelli.push.journal.v1m0.JournalHead;
import ocelli.push.journal.v1m0.PositionMoved;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.push.journal.v1m0.SliceAppended;
import ocelli.push.journal.v1m0.WriterSnapshot;

/**
 * What the writer of a partition knows: its Kafka position, where each slice stands in the journal
 * and each client's last cursor. Changed only by events, so that a replay comes to the same. Not
 * thread-safe: it belongs to one actor, and copies itself for a snapshot.
 */
public final class WriterState {
  private final Slices slices;
  private final Map<Integer, JournalHead> heads = new HashMap<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private long nextOffset;
  private long sequence;

  /** Before the first event. */
  public WriterState(Slices slices) {
    this.slices = slices;
  }

  /** The state that a snapshot keeps. */
  public static WriterState from(WriterSnapshot snapshot, Slices slices) {
    WriterState state = new WriterState(slices);
    state.nextOffset = snapshot.getNextOffset();
    state.sequence = snapshot.getSequence();
    snapshot.getHeadsList().forEach(head -> state.heads.put(head.getSlice(), head));
    snapshot
        .getCursorsList()
        .forEach(last -> state.cursors.put(last.getClient(), last.getCursor()));
    return state;
  }

  /** A copy to keep, in a fixed order. */
  public WriterSnapshot snapshot() {
    WriterSnapshot.Builder snapshot =
        WriterSnapshot.newBuilder().setNextOffset(nextOffset).setSequence(sequence);
    new TreeMap<>(heads).values().forEach(snapshot::addHeads);
    new TreeMap<>(cursors)
        .forEach((client, cursor) -> snapshot.addCursors(clientCursor(client, cursor)));
    return snapshot.build();
  }

  /** The first Kafka offset that is not in the journal. */
  public long nextOffset() {
    return nextOffset;
  }

  /** Where a slice stands. */
  public JournalHead head(int slice) {
    return heads.getOrDefault(slice, JournalHead.newBuilder().setSlice(slice).build());
  }

  /**
   * What a batch becomes: one event for each slice that gets a message, and one that moves the
   * position where a record of it goes nowhere. A record that is in the journal already is left
   * out; a batch that is there as a whole becomes nothing.
   */
  public List<Message> decide(Batch batch) {
    if (batch.nextOffset() <= nextOffset) {
      return List.of();
    }
    Map<String, Long> last = new HashMap<>();
    Map<String, Long> passed = new LinkedHashMap<>();
    Map<Integer, SliceAppended.Builder> appended = new TreeMap<>();
    for (Batch.Incoming record : batch.records()) {
      if (record.cursor().offset() < nextOffset) {
        continue;
      }
      String client = record.client();
      if (record.destination().isPresent()) {
        PushMessage message = render(record, record.destination().get(), previous(client, last));
        appended
            .computeIfAbsent(slices.of(client), slice -> SliceAppended.newBuilder())
            .addMessages(message);
      } else {
        passed.put(client, record.cursor().value());
      }
      last.put(client, record.cursor().value());
    }
    return events(batch.nextOffset(), appended, passed);
  }

  private List<Message> events(
      long next, Map<Integer, SliceAppended.Builder> appended, Map<String, Long> passed) {
    List<Message> events = new ArrayList<>();
    appended.forEach(
        (slice, event) ->
            events.add(
                event
                    .setSlice(slice)
                    .setNumber(head(slice).getNumber() + 1)
                    .setPredecessor(head(slice).getSequence())
                    .setNextOffset(next)
                    .build()));
    if (events.isEmpty() || !passed.isEmpty()) {
      PositionMoved.Builder moved = PositionMoved.newBuilder().setNextOffset(next);
      passed.forEach((client, cursor) -> moved.addPassed(clientCursor(client, cursor)));
      events.add(moved.build());
    }
    return events;
  }

  private OptionalLong previous(String client, Map<String, Long> inBatch) {
    Long cursor = inBatch.getOrDefault(client, cursors.get(client));
    return cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor);
  }

  private static PushMessage render(
      Batch.Incoming record, Batch.Destination destination, OptionalLong previous) {
    byte[] body = DeliveredMessage.render(record.message(), record.cursor(), previous);
    return PushMessage.newBuilder()
        .setClient(record.client())
        .setUrl(destination.url())
        .setGeneration(destination.generation())
        .setOrder(destination.order())
        .setTransaction(record.message().envelope().getCorrelationId())
        .setId(record.message().envelope().getMessageId())
        .setCursor(record.cursor().value())
        .setBody(ByteString.copyFrom(body))
        .build();
  }

  /** The state after an event. */
  public WriterState apply(Message event) {
    sequence++;
    if (event instanceof SliceAppended appended) {
      nextOffset = appended.getNextOffset();
      heads.put(
          appended.getSlice(),
          JournalHead.newBuilder()
              .setSlice(appended.getSlice())
              .setNumber(appended.getNumber())
              .setSequence(sequence)
              .build());
      appended
          .getMessagesList()
          .forEach(message -> moved(message.getClient(), message.getCursor()));
    } else if (event instanceof PositionMoved moved) {
      nextOffset = moved.getNextOffset();
      moved.getPassedList().forEach(last -> moved(last.getClient(), last.getCursor()));
    } else {
      throw new IllegalArgumentException("no event of the journal: " + event.getClass());
    }
    return this;
  }

  private void moved(String client, long cursor) {
    cursors.merge(client, cursor, Math::max);
  }

  private static ClientCursor clientCursor(String client, long cursor) {
    return ClientCursor.newBuilder().setClient(client).setCursor(cursor).build();
  }
}
