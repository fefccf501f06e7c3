package ocelli.allinone.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of keys per service, with those that it has business with and no others: what an
 * orchestrator mounts as secrets. Authz has the whole folder and rotates in it; the others get
 * copies of what changed.
 */
public final class KeyFolders {
  private static final String NAMES = "keys.json";

  /** Keys beside the public and the shared ones, by service (ARCHITECTURE, Tokens). */
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "push", Set.of("webhook-master.key"),
          "links", Set.of("capability.key"),
          "jobs", Set.of("capability.key"));

  private static final Set<String> PRIVATE = Set.of("webhook-master.key", "capability.key");

  private final Path all;
  private final Path parts;

  /**
   * @param all the folder with all keys
   * @param parts where the services' folders are made
   */
  public KeyFolders(Path all, Path parts) {
    this.all = all;
    this.parts = parts;
  }

  /** The folder of one service, up to date. */
  public Path of(String service) throws IOException {
    if (service.equals("authz")) {
      return all;
    }
    Path folder = parts.resolve(service);
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    renew(service, folder);
    return folder;
  }

  /** Brings the folders of those services up to date. */
  public void renew(List<String> services) throws IOException {
    for (String service : services) {
      of(service);
    }
  }

  /** keys.json last, as authz writes it: who reads it finds all that it names. */
  private void renew(String service, Path folder) throws IOException {
    List<Path> wanted;
    try (Stream<Path> files = Files.list(all)) {
      wanted = files.filter(file -> isFor(service, name(file))).toList();
    }
    for (Path file : wanted) {
      if (!name(file).equals(NAMES)) {
        copy(file, folder);
      }
    }
    copy(all.resolve(NAMES), folder);
    dropOthers(folder, wanted.stream().map(KeyFolders::name).toList());
  }

  private static void dropOthers(Path folder, List<String> wanted) throws IOException {
    List<Path> there;
    try (Stream<Path> files = Files.list(folder)) {
      there = files.toList();
    }
    for (Path file : there) {
      if (!wanted.contains(name(file))) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isFor(String service, String file) {
    return !file.endsWith(".private.pem")
        && !file.contains(".next")
        && (!PRIVATE.contains(file) || OWN.getOrDefault(service, Set.of()).contains(file));
  }

  private static void copy(Path file, Path folder) throws IOException {
    Path target = folder.resolve(name(file));
    if (Files.exists(target) && Files.mismatch(file, target) == -1) {
      return;
    }
    Path next = folder.resolve(name(file) + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(next, Files.readAllBytes(file));
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
