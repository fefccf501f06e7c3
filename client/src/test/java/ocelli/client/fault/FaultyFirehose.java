package ocelli.client.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import ocelli.client.Lines;
import ocelli.client.fault.RawServer.Connection;
import ocelli.client.fault.RawServer.Request;
import ocelli.client.json.Json;

/** A firehose of fixed messages that does each connection some other harm. */
final class FaultyFirehose implements RawServer.Behaviour {
  private static final int MESSAGES = 250;
  private static final int REPEATED = 7;
  private static final int MOST_LINES = 40;

  private enum Harm {
    NONE,
    BUSY,
    RESET,
    HANGS,
    CUT_INSIDE_A_LINE,
    DUPLICATES,
    REORDERS,
    LEAVES_OUT,
    GARBAGE,
    STARTS_TOO_EARLY
  }

  private final Random random;
  private final List<String> messages = new ArrayList<>();
  private final List<Long> cursors = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private boolean harmless;

  FaultyFirehose(long seed) {
    random = new Random(seed);
    OptionalLong previous = OptionalLong.empty();
    long cursor = 0;
    for (int i = 0; i < MESSAGES; i++) {
      cursor += 1 + random.nextInt(5);
      // As after a crash of vision: the same message again under another cursor.
      boolean again = i % REPEATED == REPEATED - 1;
      String id = again ? ids.get(ids.size() - 2) : "id-" + cursor;
      messages.add(Lines.line(id, cursor, previous, "t"));
      cursors.add(cursor);
      if (!again) {
        ids.add(id);
      }
      previous = OptionalLong.of(cursor);
    }
  }

  /** What a reader is to get, each once. */
  List<String> ids() {
    return ids;
  }

  @Override
  public synchronized void answer(Request request, Connection connection) throws IOException {
    String body = new String(request.body(), java.nio.charset.StandardCharsets.UTF_8);
    long from = Json.optionalNumber(Json.read(body), "from").orElse(-1);
    int begin = (int) cursors.stream().filter(cursor -> cursor <= from).count();
    int end = Math.min(MESSAGES, begin + 1 + random.nextInt(MOST_LINES));
    harm(nextHarm(), begin, end, connection);
  }

  /** Three gaps in a row at one place are the reader's end: two of that kind never follow. */
  private Harm nextHarm() {
    Harm harm = harmless ? Harm.NONE : Harm.values()[random.nextInt(Harm.values().length)];
    harmless = harm == Harm.REORDERS || harm == Harm.LEAVES_OUT;
    return harm;
  }

  private void harm(Harm harm, int begin, int end, Connection connection) throws IOException {
    if (harm == Harm.BUSY) {
      connection.answer("503 Busy", "Retry-After: 2\r\n", "{\"code\":\"full\"}");
      return;
    }
    connection.begin("200 OK", "Content-Type: application/x-ndjson\r\n");
    List<String> lines = new ArrayList<>(messages.subList(begin, end));
    switch (harm) {
      case DUPLICATES -> lines = twice(lines);
      case REORDERS -> Collections.shuffle(lines, random);
      case LEAVES_OUT -> {
        if (!lines.isEmpty()) {
          lines.remove(random.nextInt(lines.size()));
        }
      }
      case GARBAGE -> lines.add(random.nextInt(lines.size() + 1), "{\"id\":\"half\"");
      case STARTS_TOO_EARLY -> lines.addAll(0, messages.subList(Math.max(0, begin - 5), begin));
      default -> {
        // All of them, in order.
      }
    }
    connection.raw(String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
    leave(harm, end, connection);
  }

  private void leave(Harm harm, int end, Connection connection) throws IOException {
    String next = messages.get(Math.min(end, MESSAGES - 1));
    String half = next.substring(0, 1 + random.nextInt(next.length() - 1));
    switch (harm) {
      case CUT_INSIDE_A_LINE -> connection.raw(half);
      case RESET -> {
        connection.raw(half);
        connection.reset();
      }
      case HANGS -> {
        connection.raw(half);
        connection.hang();
      }
      default -> connection.raw(Lines.beat(cursors.get(end - 1)) + "\n");
    }
  }

  private static List<String> twice(List<String> lines) {
    return lines.stream().flatMap(line -> java.util.stream.Stream.of(line, line)).toList();
  }
}
