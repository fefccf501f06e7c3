package ocelli.push.actor;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ocelli.push.core.Slices;
import ocelli.push.core.ViewPosition;
import ocelli.push.journal.v1m0.JournalHead;
import org.jspecify.annotations.Nullable;

/**
 * Reads a slice for its view, within the view's actor. Events come by the tag query and by sequence
 * number, whichever is first; each is passed on once, right after its predecessor. What is known to
 * be there and does not come is fetched.
 */
final class SliceReader {
  private static final Duration READ_PAUSE = Duration.ofSeconds(1); // a failover takes seconds

  private final ActorContext<View.Command> context;
  private final TimerScheduler<View.Command> timers;
  private final ViewWiring wiring;
  private final String tag;
  private final int slice;
  private final Consumer<SliceEvent> next;
  private final SliceJournal.Reading reading;
  private final CatchUp catchUp;
  private final Deque<CompletableFuture<Done>> held = new ArrayDeque<>();
  private long taken;

  /**
   * Begins to read.
   *
   * @param after the last event that needs no reading
   * @param next takes each event, in their order
   */
  SliceReader(
      ActorContext<View.Command> context,
      TimerScheduler<View.Command> timers,
      ViewWiring wiring,
      int partition,
      int slice,
      ViewPosition after,
      Consumer<SliceEvent> next) {
    this.context = context;
    this.timers = timers;
    this.wiring = wiring;
    this.tag = Slices.tag(partition, slice);
    this.slice = slice;
    this.next = next;
    this.taken = after.ordering();
    ActorRef<View.Command> self = context.getSelf();
    this.reading =
        wiring.journal().reading(partition, slice, (event, fetched) -> offer(self, event, fetched));
    this.catchUp = new CatchUp(after, reading, wiring.fetched());
    ActorRef<JournalHead> heads = context.messageAdapter(JournalHead.class, Nudged::new);
    context.spawn(Nudges.of(partition), "nudges").tell(Topic.subscribe(heads));
    self.tell(new ReadByTag());
    timers.startTimerWithFixedDelay(new SweepTick(), Duration.ZERO, wiring.limits().sweepEvery());
  }

  /** What the reader is told, by way of its view's mailbox. */
  sealed interface Told extends View.Command {
    void to(SliceReader reader);
  }

  /** Called by the streams, so it touches nothing but the mailbox. */
  private static CompletableFuture<Done> offer(
      ActorRef<View.Command> self, SliceEvent event, boolean fetched) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    self.tell(new Offered(event, fetched, done));
    return done;
  }

  private record Offered(SliceEvent event, boolean fetched, CompletableFuture<Done> taken)
      implements Told {
    @Override
    public void to(SliceReader reader) {
      reader.held.addLast(taken);
      switch (reader.catchUp.judge(event, fetched)) {
        case NEXT -> reader.passOn(event);
        case AHEAD -> reader.fetch(true);
        case SEEN -> {}
      }
    }
  }

  private void passOn(SliceEvent event) {
    taken = event.position().ordering();
    next.accept(event);
  }

  /** There is room: the streams, which wait after each event, may bring their next. */
  void goOn() {
    held.forEach(waiting -> waiting.complete(Done.done()));
    held.clear();
  }

  /** Whether all that was in the journal at the first look has been passed on. */
  boolean caughtUp() {
    return catchUp.done();
  }

  private record Nudged(JournalHead head) implements Told {
    @Override
    public void to(SliceReader reader) {
      if (head.getSlice() == reader.slice) {
        reader.catchUp.nudged(head);
        reader.fetch(false);
      }
    }
  }

  private record SweepTick() implements Told {
    @Override
    public void to(SliceReader reader) {
      reader.context.pipeToSelf(
          reader.wiring.store().newest(reader.tag),
          (newest, failure) -> new Swept(newest == null ? Optional.empty() : newest));
    }
  }

  private record Swept(Optional<Long> newest) implements Told {
    @Override
    public void to(SliceReader reader) {
      newest.ifPresent(reader.catchUp::swept);
      reader.fetch(true);
    }
  }

  private void fetch(boolean check) {
    catchUp
        .fetch(check)
        .ifPresent(
            fetch -> context.pipeToSelf(fetch, (done, failure) -> new Fetched(check, failure)));
  }

  private record Fetched(boolean check, @Nullable Throwable failure) implements Told {
    @Override
    public void to(SliceReader reader) {
      boolean more = reader.catchUp.fetched();
      if (failure != null) {
        reader.context.getLog().warn("The journal did not answer: {}", failure.toString());
      } else if (more) {
        reader.fetch(check);
      }
    }
  }

  private record ReadByTag() implements Told {
    @Override
    public void to(SliceReader reader) {
      reader.context.pipeToSelf(
          reader.reading.byTag(reader.taken), (done, failure) -> new TagQueryEnded(failure));
    }
  }

  private record TagQueryEnded(@Nullable Throwable failure) implements Told {
    @Override
    public void to(SliceReader reader) {
      if (failure != null) {
        reader.context.getLog().warn("Reading {} failed: {}", reader.tag, failure.toString());
        reader.timers.startSingleTimer(new ReadByTag(), READ_PAUSE);
      }
    }
  }

  void stop() {
    reading.stop();
  }
}
