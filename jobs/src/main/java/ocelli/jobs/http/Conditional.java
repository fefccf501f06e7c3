package ocelli.jobs.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.Arrays;
import java.util.Locale;

/**
 * What never changes under its name: answered with an ETag, and with 304 to whoever has it.
 * Private, for it is one owner's.
 */
final class Conditional {
  private static final String GZIP = "-gzip";
  // A year, the longest that RFC 9111 makes sense of; the number never means anything else.
  private static final String FOREVER = "private, max-age=31536000, immutable";

  private Conditional() {}

  /** Whether the asker has the bytes of this name, in whichever coding. */
  static boolean known(HttpRequest request, String etag) {
    return request
        .getHeader("If-None-Match")
        .map(HttpHeader::value)
        .filter(
            value ->
                value.strip().equals("*")
                    || Arrays.stream(value.split(",")).anyMatch(tag -> same(tag.strip(), etag)))
        .isPresent();
  }

  private static boolean same(String presented, String etag) {
    String tag = presented.startsWith("W/") ? presented.substring(2) : presented;
    return tag.equals(quoted(etag)) || tag.equals(quoted(etag + GZIP));
  }

  static HttpResponse notModified(String etag) {
    return headed(HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED), etag);
  }

  static HttpResponse answer(String etag, ContentType type, byte[] content) {
    return headed(HttpResponse.create(), etag).withEntity(HttpEntities.create(type, content));
  }

  /** The same for content that is gzip. */
  static HttpResponse compressed(String etag, ContentType type, byte[] gzip) {
    return answer(etag + GZIP, type, gzip).addHeader(RawHeader.create("Content-Encoding", "gzip"));
  }

  /** Whether the asker takes gzip. */
  static boolean takesGzip(HttpRequest request) {
    return request
        .getHeader("Accept-Encoding")
        .map(header -> header.value().toLowerCase(Locale.ROOT))
        .filter(
            value ->
                Arrays.stream(value.split(","))
                    .map(String::strip)
                    .anyMatch(coding -> coding.equals("gzip") || gzipWithWeight(coding)))
        .isPresent();
  }

  private static boolean gzipWithWeight(String coding) {
    return coding.matches("gzip\\s*;\\s*q\\s*=\\s*(0?\\.[0-9]*[1-9][0-9]*|1(\\.0*)?)");
  }

  private static HttpResponse headed(HttpResponse response, String etag) {
    return response
        .addHeader(RawHeader.create("ETag", quoted(etag)))
        .addHeader(RawHeader.create("Cache-Control", FOREVER))
        .addHeader(RawHeader.create("Vary", "Accept-Encoding, Authorization, Cookie"));
  }

  private static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
