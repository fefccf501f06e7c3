package ocelli.allinone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything of an all-in-one. One process at a time owns it. */
final class DataFolder implements AutoCloseable {
  private static final long MEGABYTE = 1_000_000;
  // A folder holds 93 MB after its first start and stop (du); the rest is for what is written
  // meanwhile.
  private static final long LEAST_ROOM = 150 * MEGABYTE;

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
    Path folder = made(path.toAbsolutePath().normalize());
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

  private static Path made(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileSystemException e) {
      throw new IOException(
          "cannot make --data " + folder + ": " + reason(e) + " (" + e.getFile() + ")", e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("cannot write to --data " + folder + ": not permitted to this user");
    }
    long left = Files.getFileStore(folder).getUsableSpace();
    if (left < LEAST_ROOM) {
      throw new IOException(
          String.format(
              "--data %s has %d MB left, and a start needs %d MB",
              folder, left / MEGABYTE, LEAST_ROOM / MEGABYTE));
    }
    return folder;
  }

  private static String reason(FileSystemException failure) {
    return switch (failure.getClass().getSimpleName()) { // the words of the rest are the system's
      case "AccessDeniedException" -> "not permitted to this user";
      case "FileAlreadyExistsException" -> "a file has that name";
      default ->
          failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    };
  }

  /** Another process owns the folder. */
  static final class FolderTaken extends IOException {
    FolderTaken(Path folder) {
      super(folder + " is in use by another Ocelli: stop that one or choose another --data");
    }
  }

  Path path() {
    return folder;
  }

  /** What is made anew at each start of {@code up --processes}. */
  Path run() {
    return folder.resolve("run");
  }

  /**
   * A folder keeps the form that it was made with: one broker in the process, or three beside it.
   * The other form would not find its messages.
   */
  void requireForm(boolean processes) throws IOException {
    if (Files.exists(processes ? kafka() : folder.resolve("brokers"))) {
      throw new IOException(
          processes
              ? folder + " was made without --processes: leave it out, or choose another --data"
              : folder + " was made with --processes: add it, or choose another --data");
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

  /** The credentials of the jobs' own client. */
  Path jobsClient() {
    return folder.resolve("jobs.json");
  }

  Path grants() {
    return folder.resolve("grants.snapshot");
  }

  /**
   * Writes where this process is reached and the operator's token, for {@code ./ocelli client
   * --data}. Readable by the owner only.
   */
  void writeOperator(String json) throws IOException {
    writePrivately(folder.resolve(OPERATOR_FILE), json);
  }

  /** Replaces a file at once; readable by its owner only. */
  static void writePrivately(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text);
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
