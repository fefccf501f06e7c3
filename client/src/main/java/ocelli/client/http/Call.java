package ocelli.client.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that can be sent any number of times: method, path below the base, headers, body. */
public final class Call {
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final BodyPublisher body;

  private Call(String method, String path, Map<String, String> headers, BodyPublisher body) {
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
  }

  /**
   * A request without a body. A POST says all the same how long that is: some servers ask for it.
   */
  public static Call of(String method, String path) {
    BodyPublisher none =
        method.equals("POST") ? BodyPublishers.ofByteArray(new byte[0]) : BodyPublishers.noBody();
    return new Call(method, path, Map.of(), none);
  }

  /** The same with one more header, or another value for it. */
  public Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, more, body);
  }

  /** The same with a bearer token. */
  public Call bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  /** The same with a body, copied. */
  public Call body(String mediaType, byte[] bytes) {
    return body(mediaType, BodyPublishers.ofByteArray(Arrays.copyOf(bytes, bytes.length)));
  }

  /** The same with a body that can be published any number of times. */
  public Call body(String mediaType, BodyPublisher bytes) {
    return new Call(method, path, header("Content-Type", mediaType).headers, bytes);
  }

  /** The same with a text as its body, in UTF-8. */
  public Call body(String mediaType, String text) {
    return body(mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  Map<String, String> headers() {
    return headers;
  }

  BodyPublisher publisher() {
    return body;
  }

  /** As people write it: "POST /images/t1". */
  @Override
  public String toString() {
    return method + " " + path.replaceAll("[?].*", "");
  }
}
