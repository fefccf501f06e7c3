package ocelli.allinone;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The programs that serve: {@code up} and {@code serve}, and {@code keys} for these. */
@Command(
    name = "ocelli",
    description = "Runs Ocelli.",
    mixinStandardHelpOptions = true,
    subcommands = {UpCommand.class, ServeCommand.class, KeysCommand.class, BrokerCommand.class})
public final class Main implements Callable<Integer> {
  private Main() {}

  /** Runs a command and ends the process with its code: 0 only for success. */
  public static void main(String[] arguments) {
    Ending.prepare();
    int code = run(arguments);
    Ending.mainDone();
    System.exit(code);
  }

  private static int run(String[] arguments) {
    try {
      return new CommandLine(new Main())
          .setExecutionExceptionHandler(Main::failed)
          .execute(arguments);
    } catch (LinkageError | AssertionError | OutOfMemoryError e) {
      LoggerFactory.getLogger(Main.class).error("this process cannot go on", e);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  @Override
  public Integer call() {
    CommandLine.usage(this, System.err);
    return CommandLine.ExitCode.USAGE;
  }

  /** Words for what a person can put right; a trace only for what is a bug of ours. */
  private static int failed(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (Ending.asked()) {
      command.getErr().println("ocelli: asked to end before it had started");
      return CommandLine.ExitCode.SOFTWARE;
    }
    Throwable root = root(failure);
    if (Stream.of(failure, root).noneMatch(Main::isExpected)) {
      LoggerFactory.getLogger(Main.class).error("could not start", failure);
    }
    command.getErr().println("ocelli: could not start: " + words(failure, root));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean isExpected(Throwable failure) {
    return Stream.of(
            IOException.class,
            UncheckedIOException.class,
            SQLException.class,
            ConfigException.class,
            IllegalArgumentException.class,
            IllegalStateException.class)
        .anyMatch(kind -> kind.isInstance(failure));
  }

  private static String words(Throwable failure, Throwable root) {
    String cause = root.getMessage() == null ? root.toString() : root.getMessage();
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    return message.isEmpty() || message.contains(cause)
        ? cause.length() > message.length() ? cause : message
        : message + ": " + cause;
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
