package ocelli.ingestion.http;

import akka.http.javadsl.model.HttpResponse;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/** Renders outcomes. */
final class Answers {
  private Answers() {}

  /** A refusal as the whole answer. */
  static HttpResponse of(Outcome.Refused<?> refused) {
    return refused
        .retryAfter()
        .map(wait -> Problems.response(refused.problem(), wait))
        .orElseGet(() -> Problems.response(refused.problem()));
  }

  /** One line of a multipart's answer: the acknowledgement, or the problem and which part it is. */
  static String line(long part, Outcome<Acknowledgement> outcome) {
    return outcome.match(Acknowledgement::json, refused -> Problems.json(ofPart(part, refused)))
        + "\n";
  }

  private static Problem ofPart(long part, Outcome.Refused<?> refused) {
    Problem problem = refused.problem().with("part", part);
    return refused
        .retryAfter()
        .map(wait -> problem.with("retry_after", Math.max(1, wait.toSeconds())))
        .orElse(problem);
  }
}
