package ocelli.links.netty;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.scaladsl.model.IllegalUriException;
import akka.japi.function.Function;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.runtime.http.Problem;

/** Hands a request to Akka HTTP's routes, and their answer back. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class Onward extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final Function<HttpRequest, CompletionStage<HttpResponse>> routes;
  private final Replies replies;

  /**
   * @param routes whose answers have strict entities
   */
  Onward(Function<HttpRequest, CompletionStage<HttpResponse>> routes, Replies replies) {
    this.routes = routes;
    this.replies = replies;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
      throws Exception {
    Optional<HttpMethod> method = HttpMethods.lookup(request.method().name());
    if (method.isEmpty()) {
      Problem unknown = Problem.of(501, "not-implemented", "There is no such method");
      context.writeAndFlush(replies.refusal(unknown));
      return;
    }
    Optional<HttpRequest> known = asAkka(method.get(), request);
    if (known.isEmpty()) {
      context.writeAndFlush(replies.refusal(WellFormed.bad()));
      return;
    }
    routes
        .apply(known.get())
        .whenComplete(
            (answer, failure) ->
                context
                    .executor()
                    .execute(() -> context.writeAndFlush(replies.of(answer, failure))));
  }

  /** Empty where Akka's server would refuse it, too. */
  private static Optional<HttpRequest> asAkka(HttpMethod method, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) { // of its body
      return Optional.empty();
    }
    try {
      List<HttpHeader> headers = request.headers().entries().stream().map(Onward::header).toList();
      return Optional.of(
          HttpRequest.create()
              .withMethod(method)
              .withUri(Uri.create(request.uri()))
              .withHeaders(headers)
              .withEntity(
                  HttpEntities.create(
                      contentType(request), ByteBufUtil.getBytes(request.content()))));
    } catch (IllegalUriException | IllegalArgumentException e) { // the latter: HEAD with a body
      return Optional.empty();
    }
  }

  private static HttpHeader header(Map.Entry<String, String> header) {
    return RawHeader.create(header.getKey(), header.getValue());
  }

  /** As Akka's server: a media type that cannot be read is none. */
  private static ContentType contentType(FullHttpRequest request) {
    String value = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    try {
      return value == null ? ContentTypes.NO_CONTENT_TYPE : parsed(value);
    } catch (IllegalArgumentException e) {
      return ContentTypes.NO_CONTENT_TYPE;
    }
  }

  private static ContentType parsed(String value) {
    return ((akka.http.javadsl.model.headers.ContentType) HttpHeader.parse("Content-Type", value))
        .contentType();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A peer that hung up is no fault of ours.
    if (cause instanceof IOException || !context.channel().isActive()) {
      context.close();
    } else {
      context.writeAndFlush(replies.failed(cause));
    }
  }
}
