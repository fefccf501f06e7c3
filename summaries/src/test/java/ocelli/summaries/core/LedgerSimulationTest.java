package ocelli.summaries.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;
import ocelli.summaries.journal.v1m0.Published;
import ocelli.summaries.journal.v1m0.Snapshot;
import ocelli.testkit.Histories;
import org.junit.jupiter.api.Test;

/**
 * Ledgers of one partition that crash before and after their journal has what they decided, between
 * a publication and its mark, and start again from snapshot and events, while inputs come in any
 * order, twice, and time stands still or leaps: each outcome that was decided is published, under
 * one id always the same bytes, and what was complete says what it says undisturbed.
 */
class LedgerSimulationTest {
  private static final int TRANSACTIONS = 8;
  private static final long LEAP = ClosingRules.micros(Ledgers.RULES.idleAfter()) + 1;

  @Test
  void anyHistory_everyOutcomeIsPublishedAndIsTheSame() {
    Histories.each(seed -> new World(new Random(seed)).live());
  }

  private static final class World {
    private final Random random;
    private final boolean leaps;
    private final Decider decider = new Decider(Ledgers.RULES, problem -> {}, ignored -> {});
    private final List<Observed> log = new ArrayList<>();
    private final List<Message> journal = new ArrayList<>();
    private final Map<String, ByteString> broker = new HashMap<>();
    private final Map<String, ByteString> undisturbed = new HashMap<>();
    private Ledger ledger = new Ledger(Ledgers.RULES);
    private Snapshot snapshot = Snapshots.of(ledger);
    private int snapshotAt;
    private long now = Inputs.START;
    private int steps;
    private int crashes;

    World(Random random) {
      this.random = random;
      this.leaps = random.nextBoolean();
      for (int t = 0; t < TRANSACTIONS; t++) {
        write("t" + t);
      }
      Collections.shuffle(log, random);
    }

    private void write(String transaction) {
      int of = 1 + random.nextInt(4);
      Inputs inputs = new Inputs(transaction, of);
      List<Observed> all = new ArrayList<>();
      for (int n = 0; n < of; n++) {
        all.addAll(inputs.wholly(n, random));
      }
      Ledgers alone = new Ledgers();
      alone.take(all, java.time.Duration.ZERO);
      undisturbed.put(transaction, content(alone.ledger.unpublished().iterator().next()));
      log.addAll(Inputs.shuffled(all, random));
    }

    void live() {
      while (ledger.nextOffset() < log.size() || steps < 200 || crashes < 3) {
        step();
      }
      publish();
      marked();
      assertThat(ledger.unpublished()).isEmpty();
      assertAllPublished();
    }

    private void step() {
      steps++;
      now += random.nextInt(1_000);
      switch (random.nextInt(10)) {
        case 0 -> crash();
        case 1 -> {
          snapshot = Snapshots.of(ledger);
          snapshotAt = journal.size();
        }
        case 2 -> idle();
        case 3 -> publish(); // and perhaps a crash comes before the mark
        case 4 -> {
          publish();
          marked();
        }
        default -> take();
      }
    }

    private void take() {
      int from = (int) ledger.nextOffset();
      int to = Math.min(log.size(), from + random.nextInt(3));
      List<Observed> batch =
          log.subList(from, to).stream()
              .map(input -> input.toBuilder().setLogTimeMicros(now).build())
              .toList();
      persist(decider.taken(ledger, batch, to, now));
    }

    private void idle() {
      if (leaps && random.nextInt(4) == 0) {
        now += LEAP;
      }
      decider.idled(ledger, now).ifPresent(this::persist);
    }

    private void persist(Message event) {
      if (random.nextInt(20) == 0) {
        crash(); // before the journal has it: it was never decided
        return;
      }
      journal.add(event);
      applied(ledger, event);
    }

    private void publish() {
      for (Outcome outcome : ledger.unpublished()) {
        ByteString before = broker.put(outcome.getMessageId(), outcome.getSummary());
        assertThat(before == null || before.equals(outcome.getSummary()))
            .as("the same id, the same bytes: %s", outcome.getMessageId())
            .isTrue();
      }
    }

    private void marked() {
      Published.Builder published = Published.newBuilder();
      ledger.unpublished().forEach(outcome -> published.addMessageIds(outcome.getMessageId()));
      journal.add(published.build());
      applied(ledger, published.build());
    }

    private void crash() {
      crashes++;
      Ledger recovered = Snapshots.restore(snapshot, Ledgers.RULES);
      journal.stream().skip(snapshotAt).forEach(event -> applied(recovered, event));
      assertThat(recovered.nextOffset()).isEqualTo(ledger.nextOffset());
      assertThat(List.copyOf(recovered.unpublished())).isEqualTo(List.copyOf(ledger.unpublished()));
      ledger = recovered;
    }

    private static void applied(Ledger ledger, Message event) {
      if (event instanceof Advanced advanced) {
        ledger.apply(advanced);
      } else {
        ledger.apply((Published) event);
      }
    }

    private void assertAllPublished() {
      Map<String, Outcome> last = new HashMap<>();
      for (Message event : journal) {
        if (event instanceof Advanced advanced) {
          advanced.getClosingsList().stream()
              .filter(Closing::hasOutcome)
              .forEach(closing -> last.put(closing.getTransaction(), closing.getOutcome()));
          advanced.getClosingsList().stream()
              .filter(Closing::hasOutcome)
              .forEach(c -> assertThat(broker).containsKey(c.getOutcome().getMessageId()));
        }
      }
      assertThat(last.keySet()).isEqualTo(undisturbed.keySet());
      last.forEach(
          (transaction, outcome) ->
              assertThat(content(outcome)).isEqualTo(undisturbed.get(transaction)));
    }

    /** What it says, but for how and how often it was closed. */
    private static ByteString content(Outcome outcome) {
      return Ledgers.summary(outcome).toBuilder()
          .clearClosedBy()
          .clearRevision()
          .build()
          .toByteString();
    }
  }
}
