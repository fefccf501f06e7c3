package ocelli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How a server that ended is started again: as it wrote down that it was started. */
public final class PostmasterCommand {
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private PostmasterCommand() {}

  /**
   * The command and its arguments.
   *
   * @param data the server's folder
   */
  public static List<String> of(Path data) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      // Ctrl-C reaches every process of a terminal's group at once; the database ends last.
      command.add(SETSID.toString());
    }
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
    }
    // The program bare, then each argument in double quotes.
    String opts = Files.readString(data.resolve("postmaster.opts"));
    command.add(opts.substring(0, opts.indexOf('"')).strip());
    QUOTED.matcher(opts).results().map(argument -> argument.group(1)).forEach(command::add);
    return command;
  }
}
