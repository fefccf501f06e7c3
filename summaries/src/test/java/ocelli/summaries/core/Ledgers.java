package ocelli.summaries.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;
import ocelli.summary.v1m0.Summary;

/** A ledger that is told batches, and what it decided, for tests. */
final class Ledgers {
  static final ClosingRules RULES =
      new ClosingRules(
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          1000,
          Duration.ofHours(1),
          Duration.ofHours(24),
          100,
          Duration.ofDays(8),
          100);

  final Ledger ledger;
  final List<String> conflicts = new ArrayList<>();
  int late;
  private final Decider decider;

  Ledgers() {
    this(RULES);
  }

  Ledgers(ClosingRules rules) {
    ledger = new Ledger(rules);
    decider = new Decider(rules, conflicts::add, count -> late += count);
  }

  /** Tells one batch and gives the summaries that it closed. */
  List<Summary> take(List<Observed> batch, Duration after) {
    long now = Inputs.START + ClosingRules.micros(after);
    List<Observed> timed =
        batch.stream().map(input -> input.toBuilder().setLogTimeMicros(now).build()).toList();
    Advanced event = decider.taken(ledger, timed, ledger.nextOffset() + batch.size(), now);
    ledger.apply(event);
    return summaries(event);
  }

  List<Summary> take(Observed... batch) {
    return take(List.of(batch), Duration.ZERO);
  }

  Optional<Advanced> idle(Duration after) {
    Optional<Advanced> event = decider.idled(ledger, Inputs.START + ClosingRules.micros(after));
    event.ifPresent(ledger::apply);
    return event;
  }

  List<Summary> summariesOfIdle(Duration after) {
    return idle(after).map(Ledgers::summaries).orElse(List.of());
  }

  static List<Summary> summaries(Advanced event) {
    return event.getClosingsList().stream()
        .filter(Closing::hasOutcome)
        .map(Closing::getOutcome)
        .map(Ledgers::summary)
        .toList();
  }

  static Summary summary(Outcome outcome) {
    try {
      return Summary.parseFrom(outcome.getSummary());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
