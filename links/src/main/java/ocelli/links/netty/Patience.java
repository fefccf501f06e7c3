package ocelli.links.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection where too much time went by without a whole request or an answer: its peer is
 * idle, has vanished, sends a request byte by byte, or does not read. One look at a time for all
 * four, so it is closed after once to twice the time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a look that never comes has no connection any more
final class Patience extends ChannelDuplexHandler {
  private final long nanos;
  private boolean moved; // since the last look

  Patience(Duration time) {
    this.nanos = time.toNanos();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    moved = true;
    look(context);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    moved |= message instanceof LastHttpContent;
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    moved = true;
    context.write(message, promise);
  }

  private void look(ChannelHandlerContext context) {
    if (!moved) {
      context.close();
    } else if (context.channel().isActive()) {
      moved = false;
      context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }
  }
}
