package ocelli.firehose.core;

import com.google.protobuf.UnsafeByteOperations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import ocelli.protocol.ClientId;
import ocelli.protocol.Cursor;
import ocelli.protocol.DeliveredMessage;
import ocelli.protocol.Payloads;

/**
 * Records of one partition, in order, that are journalled together. It may hold no message at all:
 * what was turned away still moves the position.
 *
 * @param next the offset after the last record that was read
 * @param newest the broker's time of the last record that was read
 * @param messages those that verified
 */
public record Batch(long next, Instant newest, List<Admitted> messages) {
  public Batch {
    messages = List.copyOf(messages);
  }

  /** Whose messages are in it. */
  public Set<ClientId> clients() {
    return messages.stream().map(Admitted::client).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Its messages as rows, each naming its client's message before it, whatever the client's claims.
   *
   * @param epoch of the topic
   * @param lasts each client's last cursor before this batch; absent for a client without messages
   */
  public List<JournalRow> rows(int epoch, Map<ClientId, Long> lasts) {
    Map<ClientId, Long> known = new HashMap<>(lasts);
    List<JournalRow> rows = new ArrayList<>(messages.size());
    for (Admitted admitted : messages) {
      Cursor cursor = Cursor.of(epoch, admitted.offset());
      Long before = known.put(admitted.client(), cursor.value());
      rows.add(
          row(admitted, cursor, before == null ? OptionalLong.empty() : OptionalLong.of(before)));
    }
    return rows;
  }

  private static JournalRow row(Admitted admitted, Cursor cursor, OptionalLong previous) {
    return new JournalRow(
        admitted.client(),
        cursor.value(),
        previous,
        admitted.appendedAt(),
        Payloads.clientType(admitted.message().envelope().getPayload()),
        admitted.message().envelope().getCorrelationId(),
        UnsafeByteOperations.unsafeWrap(
            DeliveredMessage.render(admitted.message(), cursor, previous)));
  }
}
