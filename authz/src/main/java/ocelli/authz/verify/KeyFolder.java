package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * How keys lie in a folder: a file per key, and {@code keys.json}, which names them in their order
 * and is replaced last, in one step, so that a crash leaves the old or the new set.
 */
final class KeyFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MASTER = "webhook-master";
  private static final String CAPABILITY = "capability";

  private final Path directory;

  KeyFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * What lay there.
   *
   * @param rotatedAt when the shared keys were last rotated
   * @param stamp changes whenever keys.json does
   */
  record Content(KeySet keys, Instant rotatedAt, FileTime stamp) {}

  boolean exists() {
    return Files.exists(manifest());
  }

  FileTime stamp() {
    try {
      return Files.getLastModifiedTime(manifest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Content read() {
    FileTime stamp = stamp();
    try {
      return read(stamp);
    } catch (UncheckedIOException e) {
      if (stamp().equals(stamp)) {
        throw e;
      }
      return read(stamp()); // keys were rotated, and one deleted, while we read
    }
  }

  private Content read(FileTime stamp) {
    try {
      JsonNode manifest = JSON.readTree(Files.readString(manifest()));
      List<SharedKey> shared = new ArrayList<>();
      for (JsonNode entry : manifest.path("encryption")) {
        String kid = entry.path("kid").asText();
        shared.add(
            new SharedKey(kid, KeyText.secret(readText(kid + ".key"), "AES"), retiredAt(entry)));
      }
      KeySet keys =
          new KeySet(
              publicKeys(manifest.path("authorisation")),
              publicKeys(manifest.path("authentication")),
              shared,
              signer(manifest.path("authorisation")),
              signer(manifest.path("authentication")),
              mac(MASTER),
              mac(CAPABILITY));
      return new Content(keys, Instant.parse(manifest.path("rotated_at").asText()), stamp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(KeySet keys, Instant rotatedAt) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      for (SharedKey key : keys.encryption()) {
        writeOnce(key.kid() + ".key", KeyText.of(key.key()));
      }
      for (PublicSigningKey key : keys.authorisation()) {
        writeOnce(key.kid() + ".public.pem", KeyText.of(key.key()));
      }
      for (PublicSigningKey key : keys.authentication()) {
        writeOnce(key.kid() + ".public.pem", KeyText.of(key.key()));
      }
      for (PrivateSigningKey key :
          List.of(
              keys.authorisationSigner().orElseThrow(),
              keys.authenticationSigner().orElseThrow())) {
        writeOnce(key.kid() + ".private.pem", KeyText.of(key.key()));
      }
      writeOnce(MASTER + ".key", KeyText.of(keys.webhookMaster().orElseThrow()));
      writeOnce(CAPABILITY + ".key", KeyText.of(keys.capability().orElseThrow()));
      PrivateFile.replace(manifest(), manifest(keys, rotatedAt).toPrettyString());
      deleteUnnamed(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the capability key to a folder that was made before there were any. */
  void addCapability(SecretKey key) {
    try {
      writeOnce(CAPABILITY + ".key", KeyText.of(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deleteUnnamed(KeySet keys) throws IOException {
    List<Path> dropped;
    try (var files = Files.list(directory)) {
      dropped =
          files
              .filter(file -> name(file).startsWith("seal-"))
              .filter(file -> keys.encryption(name(file).replace(".key", "")).isEmpty())
              .toList();
    }
    for (Path file : dropped) {
      Files.deleteIfExists(file);
    }
  }

  private static String name(Path file) {
    return file.getName(file.getNameCount() - 1).toString();
  }

  private void writeOnce(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    if (!Files.exists(path)) {
      PrivateFile.replace(path, text);
    }
  }

  private static ObjectNode manifest(KeySet keys, Instant rotatedAt) {
    ObjectNode manifest = JSON.createObjectNode().put("rotated_at", rotatedAt.toString());
    ArrayNode authorisation = manifest.putArray("authorisation");
    keys.authorisation().forEach(key -> add(authorisation, key.kid(), key.retiredAt()));
    ArrayNode authentication = manifest.putArray("authentication");
    keys.authentication().forEach(key -> add(authentication, key.kid(), key.retiredAt()));
    ArrayNode encryption = manifest.putArray("encryption");
    keys.encryption().forEach(key -> add(encryption, key.kid(), key.retiredAt()));
    return manifest;
  }

  private static void add(ArrayNode list, String kid, Optional<Instant> retiredAt) {
    ObjectNode entry = list.addObject().put("kid", kid);
    retiredAt.ifPresent(at -> entry.put("retired_at", at.toString()));
  }

  private List<PublicSigningKey> publicKeys(JsonNode entries) throws IOException {
    List<PublicSigningKey> keys = new ArrayList<>();
    for (JsonNode entry : entries) {
      String kid = entry.path("kid").asText();
      keys.add(
          new PublicSigningKey(
              kid, KeyText.publicKey(readText(kid + ".public.pem")), retiredAt(entry)));
    }
    return keys;
  }

  private Optional<PrivateSigningKey> signer(JsonNode entries) throws IOException {
    String kid = entries.path(entries.size() - 1).path("kid").asText();
    return Files.exists(directory.resolve(kid + ".private.pem"))
        ? Optional.of(
            new PrivateSigningKey(kid, KeyText.privateKey(readText(kid + ".private.pem"))))
        : Optional.empty();
  }

  private Optional<SecretKey> mac(String name) throws IOException {
    return Files.exists(directory.resolve(name + ".key"))
        ? Optional.of(KeyText.secret(readText(name + ".key"), "HmacSHA256"))
        : Optional.empty();
  }

  private static Optional<Instant> retiredAt(JsonNode entry) {
    return entry.has("retired_at")
        ? Optional.of(Instant.parse(entry.get("retired_at").asText()))
        : Optional.empty();
  }

  private String readText(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private Path manifest() {
    return directory.resolve("keys.json");
  }
}
