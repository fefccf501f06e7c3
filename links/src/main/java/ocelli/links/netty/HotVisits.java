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

/** Answers on the event loop what memory alone can answer; passes on all else. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class HotVisits extends ChannelInboundHandlerAdapter {
  private static final String PREFIX = "/l/";

  private final Memory memory;
  private final Replies replies;
  private boolean answered; // the request whose end is still to come

  HotVisits(Memory memory, Replies replies) {
    this.memory = memory;
    this.replies = replies;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      Optional<HttpResponse> answer = isPlain(request) ? answer(request) : Optional.empty();
      answered = answer.isPresent();
      answer.ifPresent(known -> context.write(replies.of(known), context.voidPromise()));
    }
    if (answered) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private Optional<HttpResponse> answer(HttpRequest request) {
    String code = request.uri().substring(PREFIX.length());
    return isCode(code)
        ? memory.visit(code, Optional.ofNullable(request.headers().get(HttpHeaderNames.ACCEPT)))
        : Optional.empty();
  }

  /** A visit without a body. */
  private static boolean isPlain(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
        && request.uri().startsWith(PREFIX)
        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
  }

  /** Queries, further segments and percent signs are for the routes to take apart. */
  private static boolean isCode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Of base 62. */
  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
