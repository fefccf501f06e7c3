package ocelli.jobs.console;

import akka.http.javadsl.model.ContentType;
import akka.util.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the console.
 *
 * @param etag of its bytes, quoted
 * @param gzip the same, compressed; empty where that is not smaller
 */
record Asset(ContentType type, String etag, ByteString bytes, Optional<ByteString> gzip) {
  static Asset of(ContentType type, byte[] bytes) {
    ByteString zipped = ByteString.fromArray(zipped(bytes));
    return new Asset(
        type,
        '"' + Digests.short256(bytes) + '"',
        ByteString.fromArray(bytes),
        zipped.size() < bytes.length ? Optional.of(zipped) : Optional.empty());
  }

  private static byte[] zipped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("in memory", e);
    }
    return out.toByteArray();
  }
}
