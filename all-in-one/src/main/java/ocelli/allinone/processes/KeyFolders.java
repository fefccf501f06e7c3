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
 * orchestrator mounts as secrets. Who has the whole folder rotates in it; the others get copies of
 * what changed.
 */
public final class KeyFolders {
  private static final String NAMES = "keys.json";

  private static final String LOCK = "keys.lock";

  /**
   * Every part that a process of its own may have: authn and authz apart, and push's writing side,
   * which signs nothing.
   */
  public static final List<String> PARTS =
      List.of(
          "authn",
          "authz",
          "firehose",
          "ingestion",
          "jobs",
          "ledger",
          "links",
          "push",
          "push-write",
          "summaries",
          "vision");

  /** Keys beside the public and the shared ones, by service (ARCHITECTURE, Tokens). */
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "authz", Set.of("webhook-master.key"),
          "push", Set.of("webhook-master.key"),
          "links", Set.of("capability.key"),
          "jobs", Set.of("capability.key"));

  /** How the names of the private signing keys begin that a role has. */
  private static final Map<String, String> SIGNING =
      Map.of("authn", "authentication-", "authz", "authorisation-");

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

  /**
   * The folder of one service, up to date; of authz the whole, for with both roles it is the one
   * that rotates.
   */
  public Path of(String service) throws IOException {
    return service.equals("authz") ? all : part(service);
  }

  /** The folder with one part, up to date: authz's for a process that has only that role. */
  public Path part(String service) throws IOException {
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
    return (!file.endsWith(".private.pem") || signs(service, file))
        && !file.contains(".next")
        && !file.equals(LOCK)
        && (!PRIVATE.contains(file) || OWN.getOrDefault(service, Set.of()).contains(file));
  }

  private static boolean signs(String service, String file) {
    String own = SIGNING.get(service);
    return own != null && file.startsWith(own);
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
