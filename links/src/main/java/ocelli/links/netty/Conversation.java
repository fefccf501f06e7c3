package ocelli.links.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One request after the other: what a peer sends ahead waits until the request before it is
 * answered, and nothing more is read while it waits or while the peer does not take its answers.
 * Knows which answer is the last.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class Conversation extends ChannelDuplexHandler {
  /** To be fired at a channel whose server stops: the answer under way is its last. */
  static final Object STOP = new Object();

  private static final ChannelFutureListener END = Conversation::end;

  private final Deque<Object> ahead = new ArrayDeque<>();
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private boolean unanswered; // a request was passed on whole or in part, and its answer is due
  private boolean held; // it was passed on whole, so what follows has to wait
  private boolean last; // nothing is answered after this request
  private boolean inputEnded; // nothing comes after what is ahead
  private boolean over; // the last answer is on its way

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (over) {
      ReferenceCountUtil.release(message);
    } else if (held) {
      ahead.add(message);
    } else {
      pass(context, message);
    }
  }

  private void pass(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      version = request.protocolVersion();
      last |= !HttpUtil.isKeepAlive(request);
      unanswered = true;
    }
    boolean whole = message instanceof LastHttpContent;
    context.fireChannelRead(message);
    if (whole && unanswered) {
      held = true;
      chooseReading(context.channel());
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof HttpResponse response)
        || response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      context.write(message, promise);
      return;
    }
    unanswered = false;
    boolean refused = !HttpUtil.isKeepAlive(response); // whoever answers may end it too
    over = refused || last || (inputEnded && ahead.isEmpty());
    if (over) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.write(message, promise.unvoid()).addListener(END);
    } else {
      HttpUtil.setKeepAlive(response.headers(), version, true);
      context.write(message, promise);
    }
    if (held) {
      goOn(context);
    }
  }

  private void goOn(ChannelHandlerContext context) {
    held = false;
    while (!held && !ahead.isEmpty()) {
      if (over) {
        ReferenceCountUtil.release(ahead.poll());
      } else {
        pass(context, ahead.poll());
      }
    }
    context.flush();
    chooseReading(context.channel());
  }

  /** What the peer still sends is read and dropped: a reset would take the answer from it. */
  private static void end(ChannelFuture sent) {
    DuplexChannel channel = (DuplexChannel) sent.channel();
    if (sent.isSuccess() && !channel.isInputShutdown()) {
      channel.shutdownOutput();
    } else {
      channel.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
    context.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    chooseReading(context.channel());
    context.fireChannelWritabilityChanged();
  }

  private void chooseReading(Channel channel) {
    channel.config().setAutoRead(over || (!held && channel.isWritable()));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    last |= event == STOP;
    inputEnded |= event == ChannelInputShutdownEvent.INSTANCE;
    if ((last || inputEnded) && !held) {
      over = true;
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
    context.fireChannelInactive();
  }
}
