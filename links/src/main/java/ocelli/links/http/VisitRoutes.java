package ocelli.links.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.formField;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.head;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;
import static akka.http.javadsl.server.Directives.withSizeLimit;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.links.visit.Visits;

/** {@code /l/CODE}, for anybody, and the pages that explain links. */
public final class VisitRoutes implements Visiting {
  private static final String AUTHORIZATION = "Authorization";
  private static final String BASIC = "Basic ";

  /** Of a password's form. */
  public static final int MOST_FORM_BYTES =
      4 * 1024; // a password of 128 characters, percent-encoded as UTF-8, and room

  private final Visits visits;
  private final VisitAnswers answers;

  /** Visits, answered over HTTP. */
  public VisitRoutes(Visits visits, VisitAnswers answers) {
    this.visits = visits;
    this.answers = answers;
  }

  /**
   * The answer where memory alone can give it, without a route tree: nine of ten visits. Empty for
   * every other request.
   */
  public Optional<HttpResponse> atOnce(HttpRequest request) {
    if (request.method() != HttpMethods.GET) {
      return Optional.empty();
    }
    return Visiting.code(request.getUri().path())
        .flatMap(code -> atOnce(code, header(request, "Accept")));
  }

  @Override
  public Optional<HttpResponse> atOnce(String code, Optional<String> accept) {
    return visits.atOnce(code).map(outcome -> answers.answer(accept, outcome));
  }

  @Override
  public CompletionStage<HttpResponse> visit(
      String code, Optional<String> accept, Optional<String> authorization) {
    return visits
        .visit(code, basicPassword(authorization))
        .thenApply(outcome -> answers.answer(accept, outcome));
  }

  /** The routes, unsealed. */
  public Route routes() {
    return concat(
        path(
            PathMatchers.segment("l").slash(PathMatchers.segment()),
            code ->
                concat(
                    get(() -> extractRequest(request -> opened(request, code))),
                    post(() -> extractRequest(request -> formed(request, code))),
                    head(() -> extractRequest(request -> looked(request, code))))),
        path(
            PathMatchers.segment("links").slash("help"), () -> get(() -> complete(answers.help()))),
        path(
            PathMatchers.segment("links").slash("links.css"),
            () -> get(() -> complete(answers.style()))));
  }

  private Route opened(HttpRequest request, String code) {
    return completeWithFuture(
        visit(code, header(request, "Accept"), header(request, AUTHORIZATION)));
  }

  private Route formed(HttpRequest request, String code) {
    return withSizeLimit(
        MOST_FORM_BYTES,
        () ->
            formField(
                "password",
                password ->
                    completeWithFuture(
                        visits
                            .visit(code, Optional.of(password))
                            .thenApply(
                                outcome ->
                                    answers.answerToForm(header(request, "Accept"), outcome)))));
  }

  private Route looked(HttpRequest request, String code) {
    return completeWithFuture(
        visits
            .look(code)
            .thenApply(
                outcome ->
                    outcome
                        .map(known -> answers.answer(header(request, "Accept"), known))
                        .orElseGet(VisitAnswers::somewhere)));
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  private static Optional<String> basicPassword(Optional<String> authorization) {
    return authorization
        .filter(value -> value.regionMatches(true, 0, BASIC, 0, BASIC.length()))
        .flatMap(value -> decoded(value.substring(BASIC.length()).strip()));
  }

  private static Optional<String> decoded(String base64) {
    try {
      String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) { // not base64
      return Optional.empty();
    }
  }
}
