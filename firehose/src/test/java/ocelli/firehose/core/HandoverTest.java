package ocelli.firehose.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import ocelli.testkit.Histories;
import org.junit.jupiter.api.Test;

/**
 * Commits, page reads and a hub whose events get lost, come twice, late or out of order, in any
 * interleaving: what a held connection writes is the table after its start, in order, once.
 */
class HandoverTest {
  private static final int COMMITS = 60; // among some 300 steps
  private static final int BREAKS = 3; // at least: the client comes back where it was

  @Test
  void anyInterleaving_writesTheTableAfterTheStartOnce() {
    Histories.each(
        seed -> {
          World world = new World(new Random(seed));
          world.run();
          assertThat(world.written()).isEqualTo(world.expected());
        });
  }

  private static final class World {
    private final Random random;
    private final List<JournalRow> table = new ArrayList<>();
    private final List<List<JournalRow>> inFlight = new ArrayList<>();
    private final long start;
    private final StringBuilder written = new StringBuilder();
    private final Instant now = Fixtures.START;
    private Tail tail;
    private HeldStream stream;
    private int breaks;

    World(Random random) {
      this.random = random;
      for (int i = random.nextInt(20); i > 0; i--) {
        commit();
      }
      inFlight.clear(); // committed before the connection joined its hub
      start =
          table.isEmpty() || random.nextInt(4) == 0
              ? Position.BEFORE_ALL
              : table.get(random.nextInt(table.size())).cursor();
      connect(start);
    }

    private void connect(long from) {
      Pace unlimited = new Pace(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, now);
      tail = new Tail(random.nextInt(400));
      stream =
          new HeldStream(from, Filter.NONE, unlimited, Format.NDJSON, Duration.ofSeconds(9), now);
    }

    /** The node or the network is gone, and with it what the connection knew. */
    private void breakOff() {
      breaks++;
      List<String> lines = written();
      connect(lines.isEmpty() ? start : cursorOf(lines.get(lines.size() - 1)));
    }

    private long cursorOf(String line) {
      return table.stream()
          .filter(row -> row.body().toStringUtf8().equals(line))
          .mapToLong(JournalRow::cursor)
          .findFirst()
          .orElseThrow();
    }

    void run() {
      for (int commits = 0; commits < COMMITS || breaks < BREAKS; ) {
        if (random.nextInt(60) == 0) {
          breakOff();
        }
        switch (random.nextInt(5)) {
          case 0 -> {
            commit();
            commits++;
          }
          case 1 -> deliver();
          case 2 -> loseOne();
          default -> step();
        }
      }
      compare();
      for (int i = 0; i < 4 * COMMITS; i++) {
        step();
      }
    }

    private void commit() {
      List<JournalRow> batch = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        OptionalLong previous =
            table.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(table.get(table.size() - 1).cursor());
        long cursor = previous.orElse(-1) + 1 + random.nextInt(5);
        JournalRow row = Fixtures.row(cursor, previous, "ocr.v1m0.Text", "t");
        table.add(row);
        batch.add(row);
      }
      inFlight.add(batch);
    }

    /** Any of the events that are on their way, perhaps not for the last time. */
    private void deliver() {
      if (!inFlight.isEmpty()) {
        int which = random.nextInt(3) == 0 ? random.nextInt(inFlight.size()) : 0;
        List<JournalRow> event = inFlight.get(which);
        if (random.nextInt(4) > 0) {
          inFlight.remove(which);
        }
        if (random.nextInt(5) == 0) {
          tail.heardOf(event.get(event.size() - 1).cursor());
        } else {
          tail.appended(event);
        }
      }
    }

    private void loseOne() {
      if (!inFlight.isEmpty() && random.nextInt(3) == 0) {
        inFlight.remove(random.nextInt(inFlight.size()));
      }
    }

    private void compare() {
      if (!table.isEmpty()) {
        tail.heardOf(table.get(table.size() - 1).cursor());
      }
    }

    private void step() {
      stream
          .next(now)
          .match(
              chunk -> written.append(chunk.toStringUtf8()),
              pause -> fail("no pace was asked for: " + pause),
              position -> {
                Optional<Word> word = tail.after(position);
                word.ifPresent(said -> stream.heard(said, now));
                return written;
              },
              position -> {
                page(position)
                    .match(
                        rows -> read(rows.rows()),
                        () -> read(List.of()),
                        gone -> fail("nothing was dropped"));
                return written;
              });
    }

    private Page page(long position) {
      OptionalLong last =
          table.isEmpty()
              ? OptionalLong.empty()
              : OptionalLong.of(table.get(table.size() - 1).cursor());
      if (random.nextInt(4) == 0) {
        commit(); // between the two reads
      }
      List<JournalRow> found =
          table.stream()
              .filter(row -> row.cursor() > position)
              .limit(1 + random.nextInt(4))
              .toList();
      return Page.of(position, last, found);
    }

    private StringBuilder read(List<JournalRow> rows) {
      stream.read(rows);
      return written;
    }

    private StringBuilder fail(String why) {
      throw new AssertionError(why);
    }

    /** The messages; the heartbeats between them say nothing that is not in the table. */
    List<String> written() {
      return Arrays.stream(written.toString().split("\n"))
          .filter(line -> !line.isEmpty() && !line.startsWith("{\"heartbeat\""))
          .toList();
    }

    List<String> expected() {
      return table.stream()
          .filter(row -> row.cursor() > start)
          .map(row -> row.body().toStringUtf8())
          .toList();
    }
  }
}
