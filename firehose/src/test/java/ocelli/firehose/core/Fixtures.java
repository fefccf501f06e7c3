package ocelli.firehose.core;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import ocelli.protocol.ClientId;

/** Rows for the core's tests. */
final class Fixtures {
  static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private Fixtures() {}

  static JournalRow row(long cursor, OptionalLong previous, String type, String transaction) {
    String json = "{\"cursor\":" + cursor + ",\"data\":{}}";
    return new JournalRow(
        new ClientId("client"),
        cursor,
        previous,
        START,
        type,
        transaction,
        ByteString.copyFromUtf8(json));
  }

  static List<JournalRow> chain(long... cursors) {
    List<JournalRow> rows = new ArrayList<>();
    OptionalLong previous = OptionalLong.empty();
    for (long cursor : cursors) {
      rows.add(row(cursor, previous, "ocr.v1m0.Text", "t"));
      previous = OptionalLong.of(cursor);
    }
    return rows;
  }

  static List<Long> cursors(List<JournalRow> rows) {
    return rows.stream().map(JournalRow::cursor).toList();
  }
}
