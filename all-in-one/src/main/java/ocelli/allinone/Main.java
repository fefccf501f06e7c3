package ocelli.allinone;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The programs that serve: {@code up} and {@code serve}. */
@Command(
    name = "ocelli",
    description = "Runs Ocelli.",
    mixinStandardHelpOptions = true,
    subcommands = {UpCommand.class, ServeCommand.class})
public final class Main implements Callable<Integer> {
  private Main() {}

  /** Runs a command and ends the process with its code: 0 only for success. */
  public static void main(String[] arguments) {
    int code =
        new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed).execute(arguments);
    Closing.mainDone();
    System.exit(code);
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    org.slf4j.LoggerFactory.getLogger(Main.class).error("could not start", failure);
    command.getErr().println("ocelli: " + rootMessage(failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
