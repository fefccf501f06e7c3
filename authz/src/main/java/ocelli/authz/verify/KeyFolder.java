package ocelli.authz.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * How keys lie in a folder: a file per key, and {@code keys.json}, which names them in their order
 * and is replaced last, in one step, so that a crash leaves the old or the new set.
 */
final class KeyFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MASTER = "webhook-master";
  private static final String CAPABILITY = "capability";

  private static final String SECRET = ".key";
  private static final String PUBLIC = ".public.pem";
  private static final String PRIVATE = ".private.pem";
  private static final List<String> KINDS =
      List.of(GeneratedKeys.SEAL, GeneratedKeys.AUTHORISATION, GeneratedKeys.AUTHENTICATION);

  private final Path directory;

  KeyFolder(Path directory) {
    this.directory = directory;
  }

  /**
   * What lay there.
   *
   * @param rotatedAt when the shared keys were last rotated
   * @param signedSince when the signing keys were last rotated
   * @param stamp changes whenever keys.json does
   */
  record Content(KeySet keys, Instant rotatedAt, Instant signedSince, FileTime stamp) {}

  /**
   * Runs a change while no other process makes one; {@code false} where one does.
   *
   * @param patient whether to wait for the other
   */
  boolean alone(boolean patient, Runnable change) {
    try {
      makeDirectory();
      try (FileChannel file =
              FileChannel.open(
                  directory.resolve("keys.lock"),
                  Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rw-------")));
          @Nullable FileLock lock = patient ? file.lock() : file.tryLock()) {
        if (lock != null) {
          change.run();
        }
        return lock != null;
      }
    } catch (OverlappingFileLockException e) {
      return false; // another of this process does
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

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
            new SharedKey(
                kid, KeyText.secret(readText(kid + SECRET), "AES"), KeyManifest.retiredAt(entry)));
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
      return new Content(
          keys, KeyManifest.rotatedAt(manifest), KeyManifest.signedSince(manifest), stamp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(KeySet keys, Instant rotatedAt, Instant signedSince) {
    try {
      makeDirectory();
      for (SharedKey key : keys.encryption()) {
        writeOnce(key.kid() + SECRET, KeyText.of(key.key()));
      }
      for (PublicSigningKey key : keys.authorisation()) {
        writeOnce(key.kid() + PUBLIC, KeyText.of(key.key()));
      }
      for (PublicSigningKey key : keys.authentication()) {
        writeOnce(key.kid() + PUBLIC, KeyText.of(key.key()));
      }
      for (PrivateSigningKey key :
          List.of(
              keys.authorisationSigner().orElseThrow(),
              keys.authenticationSigner().orElseThrow())) {
        writeOnce(key.kid() + PRIVATE, KeyText.of(key.key()));
      }
      writeOnce(MASTER + SECRET, KeyText.of(keys.webhookMaster().orElseThrow()));
      writeOnce(CAPABILITY + SECRET, KeyText.of(keys.capability().orElseThrow()));
      PrivateFile.replace(manifest(), KeyManifest.text(keys, rotatedAt, signedSince));
      deleteUnnamed(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the capability key to a folder that was made before there were any. */
  void addCapability(SecretKey key) {
    try {
      writeOnce(CAPABILITY + SECRET, KeyText.of(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a pair to the folder, before {@code keys.json} names it. */
  void add(GeneratedKeys.Pair pair) {
    try {
      writeOnce(pair.open().kid() + PUBLIC, KeyText.of(pair.open().key()));
      writeOnce(pair.secret().kid() + PRIVATE, KeyText.of(pair.secret().key()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing that a later read would use: what is not named, and private keys that are retired. */
  private void deleteUnnamed(KeySet keys) throws IOException {
    Set<String> wanted = new HashSet<>();
    keys.encryption().forEach(key -> wanted.add(key.kid() + SECRET));
    Stream.concat(keys.authorisation().stream(), keys.authentication().stream())
        .forEach(
            key -> {
              wanted.add(key.kid() + PUBLIC);
              if (key.retiredAt().isEmpty()) {
                wanted.add(key.kid() + PRIVATE);
              }
            });
    List<Path> dropped;
    try (Stream<Path> files = Files.list(directory)) {
      dropped =
          files
              .filter(file -> KINDS.stream().anyMatch(name(file)::startsWith))
              .filter(file -> !wanted.contains(name(file)))
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

  private List<PublicSigningKey> publicKeys(JsonNode entries) throws IOException {
    List<PublicSigningKey> keys = new ArrayList<>();
    for (JsonNode entry : entries) {
      String kid = entry.path("kid").asText();
      keys.add(
          new PublicSigningKey(
              kid, KeyText.publicKey(readText(kid + PUBLIC)), KeyManifest.retiredAt(entry)));
    }
    return keys;
  }

  /** Like what seals: the last but one, so that every service has long heard of it. */
  private Optional<PrivateSigningKey> signer(JsonNode entries) throws IOException {
    String kid = entries.path(KeySet.current(entries.size())).path("kid").asText();
    return Files.exists(directory.resolve(kid + PRIVATE))
        ? Optional.of(new PrivateSigningKey(kid, KeyText.privateKey(readText(kid + PRIVATE))))
        : Optional.empty();
  }

  private Optional<SecretKey> mac(String name) throws IOException {
    return Files.exists(directory.resolve(name + SECRET))
        ? Optional.of(KeyText.secret(readText(name + SECRET), "HmacSHA256"))
        : Optional.empty();
  }

  private String readText(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  private Path manifest() {
    return directory.resolve("keys.json");
  }
}
