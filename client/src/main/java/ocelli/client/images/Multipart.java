package ocelli.client.images;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A body of several images (RFC 2046, 5.1).
 *
 * @param boundary stands between them; random, so that no image holds it
 * @param images not copied
 */
record Multipart(String boundary, List<byte[]> images) {

  static Multipart of(List<byte[]> images) {
    return new Multipart("ocelli-" + UUID.randomUUID(), images);
  }

  String mediaType() {
    return "multipart/mixed; boundary=" + boundary;
  }

  /** Its length is known; publishing it again gives the same. */
  BodyPublisher publisher() {
    List<BodyPublisher> parts = new ArrayList<>();
    for (byte[] image : images) {
      parts.add(text("--" + boundary + "\r\nContent-Type: application/octet-stream\r\n\r\n"));
      parts.add(BodyPublishers.ofByteArray(image));
      parts.add(text("\r\n"));
    }
    parts.add(text("--" + boundary + "--\r\n"));
    return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text);
  }
}
