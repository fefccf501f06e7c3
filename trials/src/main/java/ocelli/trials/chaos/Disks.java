package ocelli.trials.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small disks of their own under folders of the Ocelli on trial: tmpfs, which can be filled. */
final class Disks implements AutoCloseable {
  private static final String BALLAST = "ballast";
  private static final String ATTEMPT = "attempt";
  private static final String NO_SPACE = "No space left on device"; // strerror(ENOSPC)
  private static final int BLOCK_BYTES = 1 << 20;

  private final List<Path> mounted = new ArrayList<>();

  /** What keeps a trial from having small disks; empty where it can. */
  static Optional<String> missing() {
    Path folder = null;
    try (Disks disks = new Disks()) {
      folder = Files.createTempDirectory("ocelli-trial-disk-");
      disks.mount(folder, 1);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      forget(folder);
    }
  }

  private static void forget(@Nullable Path folder) {
    if (folder != null) {
      folder.toFile().delete();
    }
  }

  /**
   * Puts a disk under a folder.
   *
   * @param folder made where it is missing; what it has disappears while the disk is there
   * @param megabytes of room; memory is taken as it fills
   * @throws IOException where mounting is not allowed
   */
  void mount(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    // 700: PostgreSQL refuses a folder that others may enter.
    String options = "mode=700,size=" + megabytes + "m";
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "ocelli-trial", folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (mount.waitFor() != 0) {
      throw new IOException("no tmpfs: " + said.strip());
    }
    mounted.add(folder);
  }

  /** Leaves not a byte of room on the disk under a folder. */
  static void fill(Path folder) throws IOException {
    try (OutputStream ballast = Files.newOutputStream(folder.resolve(BALLAST))) {
      byte[] block = new byte[BLOCK_BYTES];
      while (Files.getFileStore(folder).getUsableSpace() > 0) {
        ballast.write(block);
      }
    } catch (IOException full) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  /** Whether the disk under a folder refuses a write for want of room. */
  static boolean refuses(Path folder) throws IOException {
    Path file = folder.resolve(ATTEMPT);
    try {
      Files.write(file, new byte[1]);
      return false;
    } catch (IOException refused) {
      if (String.valueOf(refused.getMessage()).contains(NO_SPACE)) {
        return true;
      }
      throw refused;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Gives the room back. */
  static void free(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(BALLAST));
  }

  /** Takes the disks away, also from under who still looks at them. */
  @Override
  public synchronized void close() {
    for (Path folder : mounted) {
      try {
        new ProcessBuilder("umount", "-l", folder.toString()).inheritIO().start().waitFor();
      } catch (IOException e) {
        System.err.println("still mounted: " + folder + ": " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    mounted.clear();
  }
}
