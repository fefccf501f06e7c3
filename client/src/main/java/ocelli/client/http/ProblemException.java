package ocelli.client.http;

import ocelli.client.core.Problem;

/** A server refused a request, for good or for longer than we wait. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * @param call the request as people write it
   * @param problem what the server said
   */
  public ProblemException(String call, Problem problem) {
    super(call + " answered " + problem.sentence());
    this.problem = problem;
  }

  /** What the server said. */
  public Problem problem() {
    return problem;
  }
}
