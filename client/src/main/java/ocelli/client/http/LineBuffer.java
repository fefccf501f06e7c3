package ocelli.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into lines of bounded length. What no line feed ends is no line: its sender was cut
 * off. Not thread-safe.
 */
public final class LineBuffer {
  // A delivered message is at most 192 KiB (ARCHITECTURE, Envelope); five times that is not ours.
  private static final int LONGEST = 1024 * 1024;

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * Takes the next bytes.
   *
   * @throws IOException when a line is longer than any message
   */
  public void append(byte[] bytes, int count) throws IOException {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (bytes[i] == '\n') {
        begun.write(bytes, start, i - start);
        lines.add(begun.toString(StandardCharsets.UTF_8).strip());
        begun.reset();
        start = i + 1;
      }
    }
    begun.write(bytes, start, count - start);
    if (begun.size() > LONGEST) {
      throw new IOException("a line of more than " + LONGEST + " bytes");
    }
  }

  /** The next whole line, which may be empty; null where more bytes are needed. */
  public @Nullable String poll() {
    return lines.poll();
  }
}
