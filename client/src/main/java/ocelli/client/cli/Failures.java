package ocelli.client.cli;

import java.io.PrintWriter;
import ocelli.client.firehose.BrokenChainException;
import ocelli.client.http.ProblemException;
import ocelli.client.http.UnreachableException;
import ocelli.client.json.UnreadableException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong and what to do; a stack trace only for our own bugs. */
final class Failures implements IExecutionExceptionHandler {
  private static final int REFUSED = 1;
  private static final int USAGE = 2;
  private static final int UNREACHABLE = 3;

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter words = command.getErr();
    int status = explain(failure, words);
    words.flush();
    return status;
  }

  private static int explain(Exception failure, PrintWriter words) {
    if (failure instanceof ProblemException refusal) {
      return refused(refusal, words);
    }
    if (failure instanceof UnreachableException) {
      words.println("ocelli: " + failure.getMessage());
      words.println(
          "Is it running? `./ocelli up` starts one here; --url or OCELLI_URL names another.");
      return UNREACHABLE;
    }
    if (failure instanceof UsageException) {
      words.println("ocelli: " + failure.getMessage());
      return USAGE;
    }
    if (failure instanceof UnreadableException
        || failure instanceof BrokenChainException
        || failure instanceof java.io.UncheckedIOException) {
      words.println("ocelli: " + failure.getMessage());
      return REFUSED;
    }
    failure.printStackTrace(words);
    return REFUSED;
  }

  private static int refused(ProblemException refusal, PrintWriter words) {
    words.println("ocelli: " + refusal.getMessage());
    refusal.problem().more().forEach((name, value) -> words.println("  " + name + ": " + value));
    String advice = Advice.about(refusal.problem());
    if (!advice.isEmpty()) {
      words.println(advice);
    }
    return REFUSED;
  }
}
