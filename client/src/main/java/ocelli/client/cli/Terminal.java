package ocelli.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a person watches. */
final class Terminal {
  private static final Path ERRORS = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /**
   * Whether stderr is a terminal, where /proc tells; elsewhere no. System.console() looks at stdin
   * and stdout.
   */
  static boolean watchesErrors() {
    try {
      String device = Files.readSymbolicLink(ERRORS).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
