package ocelli.links.netty;

import akka.http.javadsl.model.HttpResponse;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import ocelli.links.http.Visiting;

/**
 * Answers a GET of nothing but a code: on the event loop what memory alone can answer, by whoever
 * has to be asked what it cannot. Passes on all else, and HEAD where memory does not know.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class PlainVisits extends ChannelInboundHandlerAdapter {
  private final Visiting visiting;
  private final Replies replies;
  private boolean taken; // the request whose end is still to come

  PlainVisits(Visiting visiting, Replies replies) {
    this.visiting = visiting;
    this.replies = replies;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      taken =
          isPlain(request)
              && Visiting.code(request.uri())
                  .filter(code -> takes(context, request, code))
                  .isPresent();
    }
    if (taken) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private boolean takes(ChannelHandlerContext context, HttpRequest request, String code) {
    Optional<String> accept = header(request, HttpHeaderNames.ACCEPT);
    Optional<HttpResponse> known = visiting.atOnce(code, accept);
    if (known.isPresent()) {
      context.write(replies.of(known.get()), context.voidPromise());
      return true;
    }
    if (!request.method().equals(HttpMethod.GET)) {
      return false;
    }
    visiting
        .visit(code, accept, header(request, HttpHeaderNames.AUTHORIZATION))
        .whenComplete(
            (answer, failure) ->
                context
                    .executor()
                    .execute(() -> context.writeAndFlush(replies.of(answer, failure))));
    return true;
  }

  private static Optional<String> header(HttpRequest request, CharSequence name) {
    return Optional.ofNullable(request.headers().get(name));
  }

  /** Without a body. */
  private static boolean isPlain(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
  }
}
