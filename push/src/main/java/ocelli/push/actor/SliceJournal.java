package ocelli.push.actor;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import akka.persistence.query.PersistenceQuery;
import akka.persistence.query.Sequence;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import ocelli.push.core.Slices;
import ocelli.push.core.ViewPosition;
import ocelli.push.journal.v1m0.SliceAppended;

/** The journal as views read it: by tag, which may skip, and by sequence number, which does not. */
final class SliceJournal {
  private final ActorSystem<?> system;
  private final JdbcReadJournal journal;

  SliceJournal(ActorSystem<?> system) {
    this.system = system;
    this.journal =
        PersistenceQuery.get(system)
            .getReadJournalFor(JdbcReadJournal.class, JournalPlugins.READ_JOURNAL);
  }

  /**
   * One view's reading of its slice.
   *
   * @param offer takes an event and whether it was fetched by sequence number; completes when the
   *     view has room for the next
   */
  Reading reading(
      int partition, int slice, BiFunction<SliceEvent, Boolean, CompletionStage<Done>> offer) {
    return new Reading(partition, slice, offer);
  }

  /** The streams of a view. */
  final class Reading {
    private final String persistenceId;
    private final String tag;
    private final int slice;
    private final BiFunction<SliceEvent, Boolean, CompletionStage<Done>> offer;
    private final SharedKillSwitch streams;

    private Reading(
        int partition, int slice, BiFunction<SliceEvent, Boolean, CompletionStage<Done>> offer) {
      this.persistenceId = Slices.persistenceId(partition);
      this.tag = Slices.tag(partition, slice);
      this.slice = slice;
      this.offer = offer;
      this.streams = KillSwitches.shared(tag);
    }

    /** Reads on and on behind an ordering. */
    CompletionStage<Done> byTag(long ordering) {
      return offered(journal.eventsByTag(tag, Offset.sequence(ordering)), false);
    }

    /** Reads what the slice has between two sequence numbers, both included. */
    CompletionStage<Done> bySequence(long from, long to) {
      return offered(journal.currentEventsByPersistenceId(persistenceId, from, to), true);
    }

    private CompletionStage<Done> offered(Source<EventEnvelope, NotUsed> events, boolean fetched) {
      return events
          .via(streams.flow())
          .mapConcat(envelope -> event(envelope).stream().toList())
          .mapAsync(1, event -> offer.apply(event, fetched))
          .runWith(Sink.ignore(), system);
    }

    private Optional<SliceEvent> event(EventEnvelope envelope) {
      if (!(envelope.event() instanceof SliceAppended appended) || appended.getSlice() != slice) {
        return Optional.empty();
      }
      long ordering = ((Sequence) envelope.offset()).value();
      ViewPosition position =
          new ViewPosition(ordering, appended.getNumber(), envelope.sequenceNr());
      return Optional.of(new SliceEvent(position, appended.getMessagesList()));
    }

    void stop() {
      streams.shutdown();
    }
  }
}
