package ocelli.links.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import ocelli.links.caffeine.PasswordTries;
import ocelli.links.visit.Outcome;
import ocelli.links.visit.Outcome.Nowhere;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/** What a visitor gets: a redirect, a page where it is a browser, a problem where it is not. */
public final class VisitAnswers {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5); // a failover is over by then
  private static final HttpHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");
  // What a target shall not learn: a capability in the address before it, or who shared it.
  private static final HttpHeader NO_REFERRER = RawHeader.create("Referrer-Policy", "no-referrer");
  private static final HttpHeader VARY = RawHeader.create("Vary", "Accept");

  private final Pages pages = new Pages();
  private final Map<Nowhere, HttpResponse> toBrowsers = answers(this::page);
  private final Map<Nowhere, HttpResponse> toPrograms = answers(VisitAnswers::problem);
  private final HttpHeader permanent;

  /**
   * @param redirectLife how long a browser may keep a permanent redirect
   */
  public VisitAnswers(Duration redirectLife) {
    // Private: a deleted link has to stop everywhere, and nobody can purge other people's caches.
    this.permanent =
        RawHeader.create("Cache-Control", "private, max-age=" + redirectLife.toSeconds());
  }

  /**
   * The answer to a visit.
   *
   * @param accept what the visitor takes; empty where it does not say
   */
  HttpResponse answer(Optional<String> accept, Outcome outcome) {
    if (outcome instanceof Outcome.Forever forever) {
      return redirect(301, forever.url()).addHeader(permanent);
    }
    if (outcome instanceof Outcome.ForNow now) {
      return redirect(302, now.location()).addHeader(NO_STORE).addHeader(NO_REFERRER);
    }
    boolean browser = accept.filter(types -> types.contains("text/html")).isPresent();
    return Objects.requireNonNull((browser ? toBrowsers : toPrograms).get((Nowhere) outcome));
  }

  /** The answer to a password that a page's form brought: the form's POST becomes a GET there. */
  HttpResponse answerToForm(Optional<String> accept, Outcome outcome) {
    if (outcome instanceof Outcome.Forever forever) {
      return redirect(303, forever.url()).addHeader(NO_STORE);
    }
    return outcome instanceof Outcome.ForNow now
        ? redirect(303, now.location()).addHeader(NO_STORE).addHeader(NO_REFERRER)
        : answer(accept, outcome);
  }

  /** The answer to HEAD where a visit would count: that there is a redirect, not where to. */
  static HttpResponse somewhere() {
    return HttpResponse.create().withStatus(StatusCodes.FOUND).addHeader(NO_STORE);
  }

  HttpResponse help() {
    return pages.help();
  }

  HttpResponse style() {
    return pages.style();
  }

  private static HttpResponse redirect(int status, String location) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withHeaders(List.of(RawHeader.create("Location", location)));
  }

  /** Each is the same every time, and visits of nothing are many. */
  private static Map<Nowhere, HttpResponse> answers(Function<Nowhere, HttpResponse> answer) {
    Map<Nowhere, HttpResponse> answers = new EnumMap<>(Nowhere.class);
    for (Nowhere nowhere : Nowhere.values()) {
      answers.put(nowhere, answer.apply(nowhere).addHeader(VARY));
    }
    return answers;
  }

  private HttpResponse page(Nowhere nowhere) {
    return switch (nowhere) {
      case UNKNOWN ->
          pages.message(
              404,
              "No such link",
              "There is no link here. Its address may have been copied in part, or whoever made it"
                  + " took it back.");
      case EXPIRED ->
          pages.message(
              410, "This link has expired", "Ask whoever gave it to you for another one.");
      case SPENT ->
          pages.message(
              410,
              "This link has been used up",
              "It could be opened a certain number of times, and has been. Ask whoever gave it to"
                  + " you for another one.");
      case PASSWORD_NEEDED -> asking(pages.password(401, ""));
      case PASSWORD_WRONG -> asking(pages.password(401, "That is not the password."));
      case THROTTLED ->
          withRetry(
              pages.password(429, "The password was tried too often. Wait a minute and try again."),
              PasswordTries.PAUSE);
      case UNAVAILABLE ->
          withRetry(
              pages.message(
                  503, "Not now", "We cannot look this link up at the moment. Try again soon."),
              RETRY_AFTER);
    };
  }

  /** A browser would ask in a box of its own if this were Basic, and never show the page. */
  private static HttpResponse asking(HttpResponse page) {
    return page.addHeader(RawHeader.create("WWW-Authenticate", "Form realm=\"link\""));
  }

  private static HttpResponse problem(Nowhere nowhere) {
    return switch (nowhere) {
      case UNKNOWN ->
          Problems.response(Problem.of(404, "no-such-link", "There is no link of that code"));
      case EXPIRED -> Problems.response(Problem.of(410, "link-expired", "The link has expired"));
      case SPENT ->
          Problems.response(
              Problem.of(410, "link-spent", "The link has been opened as often as it could be"));
      case PASSWORD_NEEDED ->
          asked(
              Problem.of(
                  401,
                  "link-password",
                  "The link needs a password: HTTP Basic, under any user name"));
      case PASSWORD_WRONG ->
          asked(Problem.of(401, "link-password-wrong", "That is not the link's password"));
      case THROTTLED ->
          Problems.response(
              Problem.of(429, "link-password-throttled", "The password was tried too often")
                  .with("limit", PasswordTries.MOST + " wrong tries a minute"),
              PasswordTries.PAUSE);
      case UNAVAILABLE -> Problems.response(Refusals.unavailable(), RETRY_AFTER);
    };
  }

  private static HttpResponse asked(Problem problem) {
    return Problems.response(problem)
        .removeHeader("WWW-Authenticate")
        .addHeader(RawHeader.create("WWW-Authenticate", "Basic realm=\"link\", charset=\"UTF-8\""));
  }

  private static HttpResponse withRetry(HttpResponse response, Duration wait) {
    return response.addHeader(RawHeader.create("Retry-After", Long.toString(wait.toSeconds())));
  }
}
