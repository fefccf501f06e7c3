package ocelli.links.netty;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Akka's answers as Netty's, with the headers that Akka adds when it sends them. Thread-safe. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  /** Of RFC 9110, section 5.6.7: two digits for the day, which RFC_1123_DATE_TIME does not give. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private volatile Second now;

  /** The time as it is sent, for a second. */
  private record Second(long number, String text) {
    static Second of(long number) {
      return new Second(number, DATE.format(Instant.ofEpochSecond(number)));
    }
  }

  Replies(Clock clock) {
    this.clock = clock;
    this.now = Second.of(clock.instant().getEpochSecond());
  }

  /**
   * The same answer.
   *
   * @param response with a strict entity
   */
  FullHttpResponse of(HttpResponse response) {
    HttpEntity.Strict entity = (HttpEntity.Strict) response.entity();
    ByteString body = entity.getData();
    FullHttpResponse reply =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(response.status().intValue()),
            Unpooled.wrappedBuffer(body.asByteBuffer()));
    HttpHeaders headers = reply.headers();
    for (HttpHeader header : response.getHeaders()) {
      headers.add(header.name(), header.value());
    }
    if (!entity.getContentType().equals(ContentTypes.NO_CONTENT_TYPE)) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, entity.getContentType().toString());
    }
    headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.size()));
    headers.set(HttpHeaderNames.DATE, date());
    return reply;
  }

  /** The same answer, or that there is none. */
  FullHttpResponse of(HttpResponse response, @Nullable Throwable failure) {
    return failure == null ? of(response) : failed(failure);
  }

  /** A bug's answer, after which the connection ends. */
  FullHttpResponse failed(Throwable failure) {
    LOG.error("A visit failed", failure);
    return refusal(Problem.of(500, "internal", "This is our fault; it has been logged"));
  }

  /** A problem after which the connection ends. */
  FullHttpResponse refusal(Problem problem) {
    FullHttpResponse reply = of(Problems.response(problem));
    reply.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return reply;
  }

  private String date() {
    Second last = now;
    long second = Math.floorDiv(clock.millis(), 1000L);
    if (second != last.number()) {
      last = Second.of(second);
      now = last;
    }
    return last.text();
  }
}
