package ocelli.push.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.push.journal.v1m0.SliceAppended;
import ocelli.push.journal.v1m0.WriterSnapshot;
import ocelli.testkit.Histories;
import org.junit.jupiter.api.Test;

/**
 * Writers of one partition that crash before and after their journal has what they decided, start
 * again from snapshot and events, read records twice, and meet zombies whom only the journal's
 * primary key keeps out: the journal is the log, each record once, numbered without a gap.
 */
class WriterSimulationTest {
  private static final Slices SLICES = new Slices(4);
  private static final int STEPS = 250;

  @Test
  void anyHistory_theJournalIsTheLog() {
    Histories.each(seed -> new World(new Random(seed)).live());
  }

  private static final class World {
    private final Random random;
    private final List<Batch.Incoming> log = new ArrayList<>();
    private final List<Message> journal = new ArrayList<>();
    private WriterSnapshot snapshot = new WriterState(SLICES).snapshot();
    private WriterState writer = new WriterState(SLICES);
    private WriterState zombie = new WriterState(SLICES);
    private int crashes;

    World(Random random) {
      this.random = random;
    }

    void live() {
      for (int step = 0; step < STEPS || crashes < 3; step++) {
        switch (random.nextInt(12)) {
          case 0 -> crash();
          case 1 -> snapshot = writer.snapshot();
          case 2 -> zombie = append(zombie); // it does not know that it is one
          case 3, 4, 5, 6 -> logged();
          default -> writer = append(writer);
        }
      }
      while (writer.nextOffset() < log.size()) {
        writer = append(writer);
      }
      assertJournalIsTheLog();
    }

    private void logged() {
      String client = "c" + random.nextInt(7);
      int offset = log.size();
      log.add(
          random.nextInt(4) == 0 ? Records.silent(client, offset) : Records.pushed(client, offset));
    }

    /** Reads some records, perhaps again, and appends where nobody else has: or is fenced off. */
    private WriterState append(WriterState state) {
      int position = (int) state.nextOffset();
      int from = Math.max(0, position - random.nextInt(3));
      int to = Math.min(log.size(), position + random.nextInt(6));
      if (to <= from) {
        return state;
      }
      List<Message> events = state.decide(new Batch(to, log.subList(from, to)));
      if (events.isEmpty()) {
        return state;
      }
      if (state.snapshot().getSequence() != journal.size()) {
        return recovered(); // the journal has that sequence number from another
      }
      if (random.nextInt(20) == 0) {
        crashes++;
        return recovered(); // it died before the journal had them
      }
      journal.addAll(events);
      events.forEach(state::apply);
      return state;
    }

    private void crash() {
      crashes++;
      zombie = writer; // perhaps it only stood still
      writer = recovered();
    }

    private WriterState recovered() {
      WriterState state = WriterState.from(snapshot, SLICES);
      journal.stream().skip(snapshot.getSequence()).forEach(state::apply);
      return state;
    }

    private void assertJournalIsTheLog() {
      Map<Integer, Long> numbers = new HashMap<>();
      Map<Integer, Long> sequences = new HashMap<>();
      Map<Long, PushMessage> journalled = new HashMap<>();
      for (int sequence = 1; sequence <= journal.size(); sequence++) {
        if (journal.get(sequence - 1) instanceof SliceAppended event) {
          int slice = event.getSlice();
          assertThat(event.getNumber()).isEqualTo(numbers.merge(slice, 1L, Long::sum));
          Long before = sequences.put(slice, (long) sequence);
          assertThat(event.getPredecessor()).isEqualTo(before == null ? 0 : before);
          event
              .getMessagesList()
              .forEach(m -> assertThat(journalled.put(m.getCursor(), m)).isNull());
        }
      }
      assertEachOnceWithItsPrevious(journalled);
      assertThat(crashes).isGreaterThanOrEqualTo(3);
    }

    private void assertEachOnceWithItsPrevious(Map<Long, PushMessage> journalled) {
      Map<String, Long> last = new HashMap<>();
      for (Batch.Incoming record : log) {
        long cursor = record.cursor().value();
        Long previous = last.put(record.client(), cursor);
        PushMessage message = journalled.get(cursor);
        assertThat(message != null).isEqualTo(record.destination().isPresent());
        if (message != null) {
          JsonObject body =
              JsonParser.parseString(message.getBody().toStringUtf8()).getAsJsonObject();
          assertThat(body.has("previous") ? body.get("previous").getAsLong() : null)
              .isEqualTo(previous);
        }
      }
    }
  }
}
