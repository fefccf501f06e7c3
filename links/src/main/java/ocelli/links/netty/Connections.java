package ocelli.links.netty;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import ocelli.links.http.Visiting;

/** The open connections, and how a new one is set up. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class Connections extends ChannelInitializer<SocketChannel> {
  private final RedirectSettings settings;
  private final Visiting visiting;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> routes;
  private final int mostBodyBytes;
  private final Replies replies;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  Connections(
      RedirectSettings settings,
      Visiting visiting,
      Function<HttpRequest, CompletionStage<HttpResponse>> routes,
      int mostBodyBytes,
      Clock clock) {
    this.settings = settings;
    this.visiting = visiting;
    this.routes = routes;
    this.mostBodyBytes = mostBodyBytes;
    this.replies = new Replies(clock);
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    if (open.size() >= settings.maxConnections()) {
      channel.close();
      return;
    }
    open.add(channel);
    channel
        .pipeline()
        .addLast(new HttpServerCodec(limits()))
        .addLast(new Patience(settings.requestWait()))
        .addLast(new Conversation())
        .addLast(new WellFormed(replies))
        .addLast(new PlainVisits(visiting, replies))
        .addLast(new SmallBodies(mostBodyBytes, replies))
        .addLast(new Onward(routes, replies));
  }

  private static HttpDecoderConfig limits() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(WellFormed.MOST_LINE_BYTES)
        .setMaxHeaderSize(WellFormed.MOST_HEADER_BYTES);
  }

  /** How many are open. */
  int count() {
    return open.size();
  }

  /** Ends each after the answer under way; complete when all have ended. */
  ChannelGroupFuture stop() {
    open.forEach(channel -> channel.pipeline().fireUserEventTriggered(Conversation.STOP));
    return open.newCloseFuture();
  }
}
