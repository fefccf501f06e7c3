package ocelli.jobs.jdbc;

import java.nio.charset.StandardCharsets;
import ocelli.client.core.Digests;

/** Names a document by its bytes, so that equal documents have equal names. */
final class Etags {
  private static final int DIGITS = 32; // 128 bits of SHA-256: nobody finds two alike

  private Etags() {}

  static String of(String document) {
    return Digests.sha256(document.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }
}
