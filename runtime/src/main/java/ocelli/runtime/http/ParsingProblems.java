package ocelli.runtime.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;

/**
 * What is not HTTP, or too long, as a problem. Akka HTTP makes one of its own for each connection:
 * {@code akka.http.server.parsing.error-handler}.
 */
public final class ParsingProblems extends ParsingErrorHandler {
  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    log.debug("Not HTTP: {}", error.summary());
    return Problems.response(problem(status.intValue(), error.summary(), settings));
  }

  private static Problem problem(int status, String summary, ServerSettings settings) {
    int longest = settings.parserSettings().maxHeaderValueLength();
    return switch (status) {
      case 414 ->
          Problem.of(414, "uri-too-long", summary)
              .with("limit", settings.parserSettings().maxUriLength());
      // Of all headers only that of a token is long: who sends one that no token of ours can be
      // is not let in.
      case 431 ->
          Problem.of(
                  401,
                  "header-too-long",
                  "A header is longer than " + longest + " characters, which no token of ours is")
              .with("limit", longest);
      case 501 -> Problem.of(501, "not-implemented", summary);
      case 505 -> Problem.of(505, "http-version", summary);
      default -> Problem.of(400, "bad-request", "The request is not valid HTTP: " + summary);
    };
  }
}
