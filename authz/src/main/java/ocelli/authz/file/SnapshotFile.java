package ocelli.authz.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Registration;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.PrivateFile;
import ocelli.authz.verify.SignedDocument;
import ocelli.protocol.ClientId;

/** The signed snapshot of all clients' claims in a file of mode 600. */
public final class SnapshotFile {
  private static final String TYPE = "ocelli-snapshot+jwt";
  private static final Duration FRESH = Duration.ofHours(24); // ARCHITECTURE, Tokens

  private final Path file;
  private final TokenMint mint;
  private final SignedDocument signed;
  private volatile Read read = new Read(FileTime.fromMillis(0), Optional.empty());

  /** The snapshot in that file, signed and verified with those keys. */
  public SnapshotFile(Path file, TokenMint mint, KeySource keys) {
    this.file = file;
    this.mint = mint;
    this.signed = SignedDocument.ofType(keys, TYPE);
  }

  /** Replaces the snapshot. Blocking. */
  public void write(List<Registration> all) {
    ObjectNode clients = JsonNodeFactory.instance.objectNode();
    all.forEach(one -> clients.set(one.client().value(), one.claims().json()));
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.set("clients", clients);
    try {
      PrivateFile.replace(file, mint.document(payload, TYPE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client's claims; empty where no snapshot is fresh or the client is not in it. Blocking. */
  public Optional<Grants> claims(ClientId client, Instant now) {
    return content()
        .filter(snapshot -> isFresh(snapshot, now))
        .map(snapshot -> snapshot.path("clients").path(client.value()))
        .filter(JsonNode::isObject)
        .map(Grants::of);
  }

  private static boolean isFresh(JsonNode snapshot, Instant now) {
    Instant writtenAt = Instant.ofEpochSecond(snapshot.path("iat").asLong());
    return !now.isAfter(writtenAt.plus(FRESH));
  }

  /**
   * Verified once for each time that it was written: all clients ask while the database is gone.
   */
  private Optional<JsonNode> content() {
    try {
      FileTime writtenAt = Files.getLastModifiedTime(file);
      Read last = read;
      if (!last.writtenAt().equals(writtenAt)) {
        last = new Read(writtenAt, signed.read(Files.readString(file)));
        read = last;
      }
      return last.content();
    } catch (IOException e) {
      return Optional.empty(); // unreadable is as good as none
    }
  }

  private record Read(FileTime writtenAt, Optional<JsonNode> content) {}
}
