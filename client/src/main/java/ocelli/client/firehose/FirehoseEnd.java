package ocelli.client.firehose;

import java.util.OptionalLong;
import ocelli.client.core.Problem;
import ocelli.client.http.ProblemException;
import ocelli.client.http.UnreachableException;

/** Why a reader ended. Everything else it outlasts. */
public sealed interface FirehoseEnd {
  /** In words, for a log. */
  String reason();

  /** {@link FirehoseReader#close} was called. */
  record Closed() implements FirehoseEnd {
    @Override
    public String reason() {
      return "closed";
    }
  }

  /**
   * What comes after the place to read from is no longer kept.
   *
   * @param oldest the oldest cursor to be had; empty where there is none
   */
  record TooOld(Problem problem, OptionalLong oldest) implements FirehoseEnd {
    @Override
    public String reason() {
      return problem.sentence();
    }
  }

  /** This client is no longer one, or its secret is another now. */
  record Revoked(Problem problem) implements FirehoseEnd {
    @Override
    public String reason() {
      return problem.sentence();
    }
  }

  /** The request itself is refused, as for a claim that is missing. */
  record Refused(Problem problem) implements FirehoseEnd {
    @Override
    public String reason() {
      return problem.sentence();
    }
  }

  /** It never opened: nobody answered for the schedule's patience. */
  record Unreachable(String reason) implements FirehoseEnd {}

  /** A message is missing, also when read again: the server's journal is not whole. */
  record Gap(String reason) implements FirehoseEnd {}

  /** What an exception of {@link FirehoseReader#run} stands for; thrown on where it is none. */
  static FirehoseEnd of(RuntimeException failure) {
    if (failure instanceof ProblemException refusal) {
      return of(refusal.problem());
    }
    if (failure instanceof BrokenChainException gap) {
      return new Gap(String.valueOf(gap.getMessage()));
    }
    if (failure instanceof UnreachableException unreachable) {
      return new Unreachable(String.valueOf(unreachable.getMessage()));
    }
    throw failure;
  }

  private static FirehoseEnd of(Problem problem) {
    return switch (problem.status()) {
      case 410 -> new TooOld(problem, oldest(problem));
      case 401 -> new Revoked(problem);
      default -> new Refused(problem);
    };
  }

  private static OptionalLong oldest(Problem problem) {
    String cursor = problem.more().getOrDefault("oldest", "");
    return cursor.matches("[0-9]{1,16}")
        ? OptionalLong.of(Long.parseLong(cursor))
        : OptionalLong.empty();
  }
}
