package ocelli.ingestion.http;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;

/**
 * Fails a body that drips: an idle timeout starts anew with each byte, so it never ends one. Only
 * the time in which we wait for the client counts, not that in which we are busy ourselves.
 */
final class MinimumRate extends GraphStage<FlowShape<ByteString, ByteString>> {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Inlet<ByteString> in = Inlet.create("MinimumRate.in");
  private final Outlet<ByteString> out = Outlet.create("MinimumRate.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final long graceNanos;
  private final int minBytesPerSecond;

  MinimumRate(BodySettings settings) {
    this.graceNanos = settings.grace().toNanos();
    this.minBytesPerSecond = settings.minBytesPerSecond();
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Pace();
  }

  private final class Pace extends TimerGraphStageLogic {
    private long bytes;
    private long waitedNanos;
    private long pulledAtNanos;
    private boolean waiting;

    Pace() {
      super(shape);
      setHandlers(in, out, new Passing());
    }

    @Override
    public void preStart() {
      scheduleAtFixedRate("look", LOOK, LOOK);
    }

    @Override
    public void onTimer(Object key) {
      long waited = waitedNanos + (waiting ? System.nanoTime() - pulledAtNanos : 0);
      double due = (waited - graceNanos) / 1e9 * minBytesPerSecond;
      if (due > bytes) {
        failStage(
            new TooSlow("The body came slower than " + minBytesPerSecond + " bytes a second"));
      }
    }

    private final class Passing extends AbstractInOutHandler {
      @Override
      public void onPull() {
        waiting = true;
        pulledAtNanos = System.nanoTime();
        pull(in);
      }

      @Override
      public void onPush() {
        waiting = false;
        waitedNanos += System.nanoTime() - pulledAtNanos;
        ByteString chunk = grab(in);
        bytes += chunk.size();
        push(out, chunk);
      }
    }
  }
}
