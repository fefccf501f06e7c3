package ocelli.push.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ocelli.push.journal.v1m0.PositionMoved;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.push.journal.v1m0.SliceAppended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterStateTest {
  private static final Slices SLICES = new Slices(4);

  private static List<Message> append(WriterState state, Batch batch) {
    List<Message> events = state.decide(batch);
    events.forEach(state::apply);
    return events;
  }

  @Test
  void decide_nothingToPush_oneEventMovesThePosition() {
    WriterState state = new WriterState(SLICES);
    List<Message> events =
        append(state, new Batch(3, List.of(Records.silent("a", 0), Records.silent("b", 2))));
    assertThat(events).hasSize(1).first().isInstanceOf(PositionMoved.class);
    assertThat(state.nextOffset()).isEqualTo(3);
  }

  @Test
  void decide_allTurnedAway_movesThePosition() {
    WriterState state = new WriterState(SLICES);
    assertThat(append(state, new Batch(8, List.of()))).hasSize(1);
    assertThat(state.nextOffset()).isEqualTo(8);
  }

  @Test
  void decide_journalledBefore_isNothing() {
    WriterState state = new WriterState(SLICES);
    append(state, new Batch(1, List.of(Records.pushed("a", 0))));
    assertThat(state.decide(new Batch(1, List.of(Records.pushed("a", 0))))).isEmpty();
  }

  @Test
  void decide_overlapping_appendsTheNewOnly() {
    WriterState state = new WriterState(SLICES);
    append(state, new Batch(1, List.of(Records.pushed("a", 0))));
    List<Message> events =
        append(state, new Batch(2, List.of(Records.pushed("a", 0), Records.pushed("a", 1))));
    assertThat(((SliceAppended) events.get(0)).getMessagesList())
        .extracting(PushMessage::getCursor)
        .containsExactly(1L);
  }

  @Test
  void decide_unpushedMessage_isThePredecessor() {
    WriterState state = new WriterState(SLICES);
    append(state, new Batch(2, List.of(Records.pushed("a", 0), Records.silent("a", 1))));
    SliceAppended event =
        (SliceAppended) append(state, new Batch(3, List.of(Records.pushed("a", 2)))).get(0);
    assertThat(previous(event.getMessages(0))).isEqualTo(1);
  }

  /** Random batches, with snapshots in between: dense numbers, true predecessors. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void numbersAreDenseAndPredecessorsTrue(long seed) {
    Random random = new Random(seed);
    WriterState state = new WriterState(SLICES);
    Map<Integer, Long> numbers = new HashMap<>();
    Map<Integer, Long> sequences = new HashMap<>();
    Map<String, Long> cursors = new HashMap<>();
    Map<Long, Long> previous = new HashMap<>();
    long offset = 0;
    long sequence = 0;
    for (int round = 0; round < 200; round++) {
      List<Batch.Incoming> records = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--, offset++) {
        String client = "c" + random.nextInt(9);
        boolean pushed = random.nextInt(3) > 0;
        records.add(pushed ? Records.pushed(client, offset) : Records.silent(client, offset));
        previous.put(offset, cursors.getOrDefault(client, -1L));
        cursors.put(client, offset);
      }
      for (Message event : append(state, new Batch(offset, records))) {
        sequence++;
        if (event instanceof SliceAppended appended) {
          int slice = appended.getSlice();
          assertThat(appended.getNumber()).isEqualTo(numbers.getOrDefault(slice, 0L) + 1);
          assertThat(appended.getPredecessor()).isEqualTo(sequences.getOrDefault(slice, 0L));
          numbers.put(slice, appended.getNumber());
          sequences.put(slice, sequence);
          for (PushMessage message : appended.getMessagesList()) {
            assertThat(SLICES.of(message.getClient())).isEqualTo(slice);
            assertThat(previous(message)).isEqualTo(previous.get(message.getCursor()));
          }
        }
      }
      if (random.nextInt(10) == 0) {
        state = WriterState.from(state.snapshot(), SLICES);
      }
      assertThat(state.nextOffset()).isEqualTo(offset);
    }
  }

  private static long previous(PushMessage message) {
    var json = JsonParser.parseString(message.getBody().toStringUtf8()).getAsJsonObject();
    return json.has("previous") ? json.get("previous").getAsLong() : -1;
  }
}
