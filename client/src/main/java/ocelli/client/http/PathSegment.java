package ocelli.client.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A name as a part of a path. */
public final class PathSegment {
  private PathSegment() {}

  /**
   * Percent-encoded but for the unreserved characters (RFC 3986, 2.3), of which form encoding has
   * two of its own.
   */
  public static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~");
  }
}
