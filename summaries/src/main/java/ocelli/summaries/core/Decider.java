package ocelli.summaries.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ocelli.protocol.ClientId;
import ocelli.protocol.MessageIds;
import ocelli.protocol.TransactionId;
import ocelli.summaries.journal.v1m0.Advanced;
import ocelli.summaries.journal.v1m0.Closing;
import ocelli.summaries.journal.v1m0.Observed;
import ocelli.summaries.journal.v1m0.Outcome;

/** Decides what a batch, or the passing of log time, means for a ledger. Changes nothing. */
public final class Decider {
  private final ClosingRules rules;
  private final Conflicts conflicts;
  private final LateInputs lateInputs;

  /** Is told of inputs for transactions that are forgotten. */
  @FunctionalInterface
  public interface LateInputs {
    /** Some were ignored. */
    void ignored(int count);
  }

  public Decider(ClosingRules rules, Conflicts conflicts, LateInputs lateInputs) {
    this.rules = rules;
    this.conflicts = conflicts;
    this.lateInputs = lateInputs;
  }

  /**
   * What a batch of records means. Always an event: it moves the position even where the records
   * said nothing.
   *
   * @param observed what they said, in their order
   * @param nextOffset the position after them
   * @param logTimeMicros the log time of the last
   */
  public Advanced taken(
      Ledger ledger, List<Observed> observed, long nextOffset, long logTimeMicros) {
    Advanced.Builder event =
        Advanced.newBuilder().setNextOffset(nextOffset).setLogTimeMicros(logTimeMicros);
    Map<TransactionKey, Tracked> touched = new LinkedHashMap<>();
    observed.stream()
        .filter(input -> known(ledger, input))
        .forEach(
            input -> {
              Observed reduced = take(ledger, touched, input);
              event.addObserved(reduced);
            });
    lateInputs.ignored(observed.size() - event.getObservedCount());
    touched.forEach((key, tracked) -> event.addAllClosings(settled(key, tracked, logTimeMicros)));
    return forgetting(ledger, event, logTimeMicros).build();
  }

  private static boolean known(Ledger ledger, Observed input) {
    return !ledger.isForgotten(TransactionKey.of(input));
  }

  private Observed take(Ledger ledger, Map<TransactionKey, Tracked> touched, Observed input) {
    TransactionKey key = TransactionKey.of(input);
    Tracked before =
        Optional.ofNullable(touched.get(key))
            .or(() -> ledger.tracked(key))
            .orElseGet(() -> Tracked.from(input.getLogTimeMicros()));
    Tracked after = before.with(input, rules, conflicts);
    touched.put(key, after);
    return carriers(before).equals(carriers(after))
        ? input.toBuilder().clearToken().build() // the journal keeps only tokens that are needed
        : input;
  }

  private static List<Optional<Carrier>> carriers(Tracked tracked) {
    return tracked.segments().stream().map(segment -> segment.gathered().carrier()).toList();
  }

  private List<Closing> settled(TransactionKey key, Tracked tracked, long logTimeMicros) {
    List<Closing> closings = new ArrayList<>();
    for (int i = 0; i < tracked.segments().size(); i++) {
      if (tracked.segments().get(i).restless()) {
        int segment = i;
        tracked
            .settledBy(i, logTimeMicros, rules)
            .map(by -> closing(key, tracked, segment, by, logTimeMicros))
            .ifPresent(closings::add);
      }
    }
    return closings;
  }

  /**
   * What closed by idleness. Only to be asked when the partition's end is reached, for only then
   * has nothing more come.
   *
   * @param logTimeMicros the log's time now
   * @return empty where nothing did
   */
  public Optional<Advanced> idled(Ledger ledger, long logTimeMicros) {
    Advanced.Builder event =
        Advanced.newBuilder().setNextOffset(ledger.nextOffset()).setLogTimeMicros(logTimeMicros);
    ledger
        .restless()
        .forEach(
            key ->
                ledger
                    .tracked(key)
                    .ifPresent(tracked -> event.addAllClosings(idle(key, tracked, logTimeMicros))));
    return event.getClosingsCount() == 0
        ? Optional.empty()
        : Optional.of(forgetting(ledger, event, logTimeMicros).build());
  }

  private List<Closing> idle(TransactionKey key, Tracked tracked, long logTimeMicros) {
    List<Closing> closings = new ArrayList<>();
    for (int i = 0; i < tracked.segments().size(); i++) {
      Summary summary = tracked.segments().get(i);
      if (summary.restless() && rules.idle(summary.gathered(), logTimeMicros)) {
        ClosedBy by = tracked.settledBy(i, logTimeMicros, rules).orElse(ClosedBy.PARTIAL);
        closings.add(closing(key, tracked, i, by, logTimeMicros));
      }
    }
    return closings;
  }

  private static Closing closing(
      TransactionKey key, Tracked tracked, int segment, ClosedBy by, long logTimeMicros) {
    Summary summary = tracked.segments().get(segment);
    long closedAt =
        summary instanceof Summary.Complete complete ? complete.closedAtMicros() : logTimeMicros;
    Closing.Builder closing =
        Closing.newBuilder()
            .setClient(key.client())
            .setTransaction(key.transaction())
            .setSegment(segment)
            .setRevision(summary.nextRevision())
            .setClosedBy(by.text())
            .setClosedAtMicros(closedAt);
    outcome(key, summary, segment, by, logTimeMicros).ifPresent(closing::setOutcome);
    return closing.build();
  }

  private static Optional<Outcome> outcome(
      TransactionKey key, Summary summary, int segment, ClosedBy by, long logTimeMicros) {
    int revision = summary.nextRevision();
    Gathered gathered = summary.gathered();
    return gathered
        .carrier()
        .map(
            carrier ->
                Outcome.newBuilder()
                    .setMessageId(
                        MessageIds.summary(
                            new ClientId(key.client()),
                            new TransactionId(key.transaction()),
                            segment,
                            revision))
                    .setClient(key.client())
                    .setTransaction(key.transaction())
                    .setToken(carrier.token())
                    .setAcceptedAtMicros(carrier.acceptedAtMicros())
                    .setCreatedAtMicros(logTimeMicros)
                    .setDeclared(gathered.declared())
                    .setSummary(Composer.compose(gathered, by, segment, revision).toByteString())
                    .build());
  }

  private Advanced.Builder forgetting(Ledger ledger, Advanced.Builder event, long logTimeMicros) {
    return event
        .setForgetBeforeMicros(
            cut(
                ledger.closedAt().values(),
                rules.keepClosedAtMost(),
                logTimeMicros - ClosingRules.micros(rules.keepClosed())))
        .setDropBeforeMicros(
            cut(
                ledger.forgottenAt().values(),
                rules.keepNamesAtMost(),
                logTimeMicros - ClosingRules.micros(rules.keepNames())));
  }

  /** The time before which to let go, by age or because there are too many, earliest first. */
  private static long cut(Collection<Long> times, int most, long byAge) {
    int surplus = times.size() - most;
    long byCount = surplus <= 0 ? 0 : times.stream().skip(surplus - 1L).findFirst().orElse(0L) + 1;
    return Math.max(0, Math.max(byAge, byCount));
  }
}
