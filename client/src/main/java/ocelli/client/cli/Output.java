package ocelli.client.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command speaks: results to programs, words to people. Each line is flushed at once. */
final class Output {
  private final PrintWriter results;
  private final PrintWriter words;

  private Output(PrintWriter results, PrintWriter words) {
    this.results = results;
    this.words = words;
  }

  static Output of(CommandSpec spec) {
    return new Output(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** One line on stdout. */
  synchronized void result(String line) {
    results.println(line);
    results.flush();
  }

  /** One line on stderr. */
  synchronized void say(String line) {
    words.println(line);
    words.flush();
  }

  /** Whether nobody reads stdout any more, as after {@code | head}. */
  boolean isUnread() {
    return results.checkError();
  }

  /** A time as people say it. */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
