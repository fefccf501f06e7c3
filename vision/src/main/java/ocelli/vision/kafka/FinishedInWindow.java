package ocelli.vision.kafka;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.vision.core.FinishedPrefix;
import org.jspecify.annotations.Nullable;

/**
 * Works on some elements at a time, lets them finish in any order, and emits the last of the
 * contiguous finished prefix whenever that grew and is asked for. A slow element holds back what is
 * emitted, and after a window of later ones also the taking of more, never those in work.
 *
 * @param <I> what is worked on
 * @param <O> what is known of a finished one
 */
final class FinishedInWindow<I, O> extends GraphStage<FlowShape<I, O>> {
  private final Inlet<I> in = Inlet.create("FinishedInWindow.in");
  private final Outlet<O> out = Outlet.create("FinishedInWindow.out");
  private final int atATime;
  private final int window;
  private final Function<I, CompletionStage<O>> work;

  /**
   * @param atATime the most in work
   * @param window the most begun after the last one emitted, at least as many
   * @param work fails the stream where it fails
   */
  FinishedInWindow(int atATime, int window, Function<I, CompletionStage<O>> work) {
    this.atATime = atATime;
    this.window = window;
    this.work = work;
  }

  @Override
  public FlowShape<I, O> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  /** How one element's work ended. */
  private record Ended<O>(long place, @Nullable O finished, @Nullable Throwable failure) {}

  private final class Logic extends GraphStageLogic {
    private final FinishedPrefix<O> prefix = new FinishedPrefix<>();
    private final AsyncCallback<Ended<O>> ended = createAsyncCallback(this::onEnded);
    private Optional<O> toEmit = Optional.empty();
    private long begun;
    private long emitted;
    private int working;

    Logic() {
      super(shape());
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              begin(grab(in));
            }

            @Override
            public void onUpstreamFinish() {
              completeIfDone();
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              emit();
            }
          });
    }

    @Override
    public void preStart() {
      pull(in);
    }

    private void begin(I element) {
      long place = begun++;
      working++;
      work.apply(element)
          .whenComplete((finished, failure) -> ended.invoke(new Ended<>(place, finished, failure)));
      pullIfRoom();
    }

    private void onEnded(Ended<O> end) {
      working--;
      if (end.finished() == null) {
        failStage(end.failure() == null ? new IllegalStateException("ended empty") : end.failure());
        return;
      }
      prefix.finish(end.place(), end.finished()).ifPresent(last -> toEmit = Optional.of(last));
      emit();
    }

    private void emit() {
      if (toEmit.isPresent() && isAvailable(out)) {
        push(out, toEmit.get());
        toEmit = Optional.empty();
        emitted = prefix.length();
      }
      pullIfRoom();
      completeIfDone();
    }

    private void pullIfRoom() {
      if (working < atATime && begun - emitted < window && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    private void completeIfDone() {
      if (isClosed(in) && working == 0 && toEmit.isEmpty()) {
        completeStage();
      }
    }
  }
}
