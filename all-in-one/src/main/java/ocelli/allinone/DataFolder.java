package ocelli.allinone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything of an all-in-one. One process at a time owns it. */
final class DataFolder implements AutoCloseable {
  private static final String OPERATOR_FILE = "operator.json";

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Takes the folder, and makes it where it is new.
   *
   * @throws FolderTaken where another process owns it
   * @throws IOException where it cannot be written
   */
  static DataFolder take(Path path) throws IOException {
    Path folder = Files.createDirectories(path.toAbsolutePath().normalize());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new FolderTaken(folder);
    }
    return new DataFolder(folder, file);
  }

  /** Another process owns the folder. */
  static final class FolderTaken extends IOException {
    FolderTaken(Path folder) {
      super(folder + " is in use by another Ocelli: stop that one or choose another --data");
    }
  }

  Path kafka() {
    return folder.resolve("kafka");
  }

  Path postgres() {
    return folder.resolve("postgres");
  }

  Path keys() {
    return folder.resolve("keys");
  }

  Path suspects() {
    return folder.resolve("suspects");
  }

  Path grants() {
    return folder.resolve("grants.snapshot");
  }

  /**
   * Writes where this process is reached and the operator's token, for {@code ./ocelli client
   * --data}. Readable by the owner only.
   */
  void writeOperator(String json) throws IOException {
    Path file = folder.resolve(OPERATOR_FILE);
    Path next = folder.resolve(OPERATOR_FILE + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, json);
    Files.move(
        next,
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(folder.resolve(OPERATOR_FILE));
    lockFile.close();
  }
}
