package ocelli.links.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import ocelli.runtime.http.Problem;
import org.jspecify.annotations.Nullable;

/** Requests with their bodies, which are forms with a password or nothing. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has no reader any more
final class SmallBodies extends HttpObjectAggregator {
  private final Replies replies;
  private final int mostBytes;

  SmallBodies(int mostBytes, Replies replies) {
    super(mostBytes);
    this.mostBytes = mostBytes;
    this.replies = replies;
  }

  /** Whoever asks before sending too much is refused like whoever sends it. */
  @Override
  protected @Nullable Object newContinueResponse(
      HttpMessage start, int maxContentLength, ChannelPipeline pipeline) {
    return isContentLengthInvalid(start, maxContentLength)
        ? null
        : super.newContinueResponse(start, maxContentLength, pipeline);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    context.writeAndFlush(
        replies.refusal(
            Problem.of(413, "too-large", "The body is larger than " + mostBytes + " bytes")
                .with("limit", mostBytes)));
  }
}
