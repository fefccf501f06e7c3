package ocelli.links.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import ocelli.runtime.http.Problem;

/** Refuses what is no HTTP/1 request of a reasonable size, and ends its connection. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class WellFormed extends ChannelInboundHandlerAdapter {
  private static final int MOST_URI = 2048; // Akka's max-uri-length, as at the public port
  static final int MOST_LINE_BYTES = MOST_URI + 32; // and the longest method and version
  // Two of the longest that the public port takes: a browser's own are 1 KiB, the rest is cookies.
  static final int MOST_HEADER_BYTES = 2 * 8192;

  private final Replies replies;

  WellFormed(Replies replies) {
    this.replies = replies;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Optional<Problem> problem =
        message instanceof HttpRequest request ? problem(request) : Optional.empty();
    if (problem.isPresent()) {
      ReferenceCountUtil.release(message);
      context.write(replies.refusal(problem.get()), context.voidPromise());
    } else {
      context.fireChannelRead(message);
    }
  }

  private static Optional<Problem> problem(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return Optional.of(problem(request.decoderResult().cause()));
    }
    HttpVersion version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return Optional.of(Problem.of(505, "http-version", "This port takes HTTP/1.1 and HTTP/1.0"));
    }
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    boolean addressed = hosts == 1 || (hosts == 0 && version.equals(HttpVersion.HTTP_1_0));
    return addressed ? Optional.empty() : Optional.of(bad()); // RFC 9112, section 3.2
  }

  private static Problem problem(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(414, "uri-too-long", "The URI is too long").with("limit", MOST_URI);
    }
    return cause instanceof TooLongHttpHeaderException
        ? Problem.of(431, "header-too-long", "The headers are together too long")
            .with("limit", MOST_HEADER_BYTES)
        : bad();
  }

  static Problem bad() {
    return Problem.of(400, "bad-request", "The request is not valid HTTP");
  }
}
