package ocelli.summaries.core;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import ocelli.summaries.journal.v1m0.Forgotten;
import ocelli.summaries.journal.v1m0.KnownImage;
import ocelli.summaries.journal.v1m0.Segment;
import ocelli.summaries.journal.v1m0.Snapshot;
import ocelli.summaries.journal.v1m0.Transaction;

/** A ledger as a snapshot and back. */
public final class Snapshots {
  private Snapshots() {}

  /** The whole of a ledger; shares nothing that changes. */
  public static Snapshot of(Ledger ledger) {
    Snapshot.Builder snapshot =
        Snapshot.newBuilder()
            .setNextOffset(ledger.nextOffset())
            .setLogTimeMicros(ledger.logTimeMicros())
            .addAllUnpublished(ledger.unpublished());
    Set<TransactionKey> inOrder = new LinkedHashSet<>(ledger.closedAt().keySet());
    inOrder.addAll(ledger.all().keySet());
    inOrder.forEach(
        key ->
            ledger.tracked(key).ifPresent(one -> snapshot.addTransactions(transaction(key, one))));
    ledger
        .forgottenAt()
        .forEach(
            (key, at) ->
                snapshot.addForgotten(
                    Forgotten.newBuilder()
                        .setClient(key.client())
                        .setTransaction(key.transaction())
                        .setAtMicros(at)));
    return snapshot.build();
  }

  private static Transaction transaction(TransactionKey key, Tracked tracked) {
    Transaction.Builder transaction =
        Transaction.newBuilder().setClient(key.client()).setTransaction(key.transaction());
    tracked.segments().forEach(summary -> transaction.addSegments(segment(summary)));
    return transaction.build();
  }

  private static Segment segment(Summary summary) {
    Gathered gathered = summary.gathered();
    Segment.Builder segment =
        Segment.newBuilder()
            .addAllImages(gathered.images().values())
            .setDeclared(gathered.declared())
            .setEnded(gathered.ended())
            .setFirstLogTimeMicros(gathered.firstMicros())
            .setLastLogTimeMicros(gathered.lastMicros());
    gathered
        .carrier()
        .ifPresent(
            carrier ->
                segment
                    .setCarrierAcceptedAtMicros(carrier.acceptedAtMicros())
                    .setCarrierImage(carrier.image())
                    .setCarrierToken(carrier.token()));
    if (summary instanceof Summary.Complete complete) {
      segment
          .setClosed(true)
          .setClosedBy(complete.closedBy().text())
          .setClosedAtMicros(complete.closedAtMicros())
          .setRevision(complete.revision())
          .setChanged(complete.changed());
    }
    return segment.build();
  }

  /** The ledger that a snapshot was taken of. */
  public static Ledger restore(Snapshot snapshot, ClosingRules rules) {
    Ledger ledger = new Ledger(rules);
    ledger.stand(snapshot.getNextOffset(), snapshot.getLogTimeMicros());
    snapshot
        .getTransactionsList()
        .forEach(
            one ->
                ledger.put(
                    new TransactionKey(one.getClient(), one.getTransaction()),
                    new Tracked(one.getSegmentsList().stream().map(Snapshots::summary).toList())));
    snapshot.getUnpublishedList().forEach(ledger::unpublish);
    snapshot
        .getForgottenList()
        .forEach(
            name ->
                ledger.forgotten(
                    new TransactionKey(name.getClient(), name.getTransaction()),
                    name.getAtMicros()));
    return ledger;
  }

  private static Summary summary(Segment segment) {
    Map<String, KnownImage> images = new TreeMap<>();
    segment.getImagesList().forEach(image -> images.put(image.getImage(), image));
    Gathered gathered =
        new Gathered(
            images,
            segment.getDeclared(),
            segment.getEnded(),
            segment.getFirstLogTimeMicros(),
            segment.getLastLogTimeMicros(),
            carrier(segment));
    return segment.getClosed()
        ? new Summary.Complete(
            gathered,
            ClosedBy.named(segment.getClosedBy()),
            segment.getClosedAtMicros(),
            segment.getRevision(),
            segment.getChanged())
        : new Summary.Incomplete(gathered);
  }

  private static Optional<Carrier> carrier(Segment segment) {
    return segment.getCarrierImage().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Carrier(
                segment.getCarrierAcceptedAtMicros(),
                segment.getCarrierImage(),
                segment.getCarrierToken()));
  }
}
