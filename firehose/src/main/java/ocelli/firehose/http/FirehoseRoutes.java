package ocelli.firehose.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.extractStrictEntity;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.post;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Route;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import ocelli.authz.door.ClaimDoor;
import ocelli.authz.verify.Claims;
import ocelli.firehose.core.Format;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import scala.concurrent.duration.FiniteDuration;

/** {@code POST /firehose} and, for EventSource, {@code GET /firehose}. */
public final class FirehoseRoutes {
  private static final FiniteDuration BODY_PATIENCE =
      FiniteDuration.create(10, TimeUnit.SECONDS); // a kilobyte of JSON
  private static final long MOST_BODY_BYTES =
      64 * 1024; // 200 filtered names of 128 characters, and more

  private final ClaimDoor door;
  private final HeldAnswers answers;

  /**
   * @param door who may come in
   * @param answers what they get
   */
  public FirehoseRoutes(ClaimDoor door, HeldAnswers answers) {
    this.door = door;
    this.answers = answers;
  }

  /** The routes, unsealed. */
  public Route routes() {
    return path(
        "firehose",
        () ->
            concat(
                post(
                    () ->
                        extractRequest(
                            request -> passed(request, claims -> opened(request, claims)))),
                get(
                    () ->
                        extractRequest(
                            request -> passed(request, claims -> followed(request, claims))))));
  }

  private Route passed(HttpRequest request, Function<Claims, Route> next) {
    return door.pass(request, next, FirehoseRoutes::refused);
  }

  private Route opened(HttpRequest request, Claims claims) {
    return formatted(
        request,
        Format.NDJSON,
        format ->
            extractStrictEntity(
                BODY_PATIENCE,
                MOST_BODY_BYTES,
                body -> held(claims, format, () -> BodyReader.read(body.getData().utf8String()))));
  }

  private Route followed(HttpRequest request, Claims claims) {
    return formatted(
        request, Format.EVENTS, format -> held(claims, format, () -> QueryReader.read(request)));
  }

  private Route formatted(HttpRequest request, Format standard, Function<Format, Route> next) {
    Optional<Format> format = Negotiation.format(request, standard);
    return format
        .map(next)
        .orElseGet(() -> refused(Refusals.noFormat(Negotiation.asksForProtobuf(request))));
  }

  private Route held(Claims claims, Format format, Supplier<Opening> read) {
    try {
      CompletionStage<HttpResponse> answer = answers.open(claims, read.get(), format);
      return completeWithFuture(answer);
    } catch (BadField e) {
      return refused(e.problem());
    }
  }

  private static Route refused(Problem problem) {
    return complete(Problems.response(problem));
  }
}
