package ocelli.links.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection where too much time went by without an answer: its peer is idle, has
 * vanished, sends a request byte by byte, or does not read. One clock for all four.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class Patience extends ChannelDuplexHandler {
  private final long nanos;
  private long since;

  Patience(Duration time) {
    this.nanos = time.toNanos();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    since = System.nanoTime();
    lookIn(context, nanos);
    context.fireChannelActive();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    since = System.nanoTime();
    context.write(message, promise);
  }

  /** Looks when the time would be up, instead of setting an alarm anew for each answer. */
  private void lookIn(ChannelHandlerContext context, long wait) {
    context.executor().schedule(() -> look(context), wait, TimeUnit.NANOSECONDS);
  }

  private void look(ChannelHandlerContext context) {
    long left = nanos - (System.nanoTime() - since);
    if (left <= 0) {
      context.close();
    } else if (context.channel().isActive()) {
      lookIn(context, left);
    }
  }
}
