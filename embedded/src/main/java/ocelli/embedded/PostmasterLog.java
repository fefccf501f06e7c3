package ocelli.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a server writes about itself, one start after the other.
 *
 * @param file that the server appends to
 */
record PostmasterLog(Path file) {
  private static final int TAIL_BYTES = 64 * 1024; // some hundred lines: a crash and a recovery
  private static final Pattern ASKED =
      Pattern.compile("received (smart|fast|immediate) shutdown request");
  private static final Pattern GRAVE = Pattern.compile("\\b(PANIC|FATAL): ");
  // Said to clients while it is away: that it is, not why.
  private static final Pattern TO_CLIENTS =
      Pattern.compile("FATAL: +(the database system is|terminating connection)");

  /** Its length now, in bytes: what is said later stands behind it. */
  long length() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Whether the server was asked to end since then. */
  boolean asked(long since) throws IOException {
    return lines(since).stream().anyMatch(line -> ASKED.matcher(line).find());
  }

  /** The gravest that it said last since then, in its own words; the last line where none is. */
  String cause(long since) throws IOException {
    List<String> lines = lines(since);
    return lines.stream()
        .filter(line -> GRAVE.matcher(line).find() && !TO_CLIENTS.matcher(line).find())
        .reduce((first, second) -> second)
        .orElse(lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1));
  }

  private List<String> lines(long since) throws IOException {
    long length = length();
    long from = Math.max(since, length - TAIL_BYTES);
    byte[] bytes = new byte[(int) Math.max(0, length - from)];
    if (bytes.length > 0) {
      try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
        in.seek(from);
        in.readFully(bytes);
      }
    }
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }
}
