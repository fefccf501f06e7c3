package ocelli.jobs.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.completeWithFuture;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathPrefix;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.authz.verify.Capabilities;
import ocelli.authz.verify.Capability;
import ocelli.jobs.core.SharedDocument;
import ocelli.jobs.jdbc.Gzip;
import ocelli.jobs.jdbc.SharedViews;
import ocelli.jobs.jdbc.Shelf;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;

/**
 * {@code /shared/{capability}/result} and {@code /shared/{capability}/pages/{i}}: what a link hands
 * over, to whoever has it, for a moment and in its scope.
 */
public final class SharedRoutes {
  private static final String ONCE = "once";
  private static final String NO_FACES = "no-faces";

  private final Capabilities capabilities;
  private final Shelf shelf;
  private final SharedViews views;
  private final SharedPages pages;
  private final Clock clock;

  /** Routes to that. */
  public SharedRoutes(
      Capabilities capabilities, Shelf shelf, SharedViews views, SharedPages pages, Clock clock) {
    this.capabilities = capabilities;
    this.shelf = shelf;
    this.views = views;
    this.pages = pages;
    this.clock = clock;
  }

  /** The tree. */
  public Route routes() {
    return pathPrefix(
        PathMatchers.segment("shared").slash(PathMatchers.segment()),
        text ->
            concat(
                path(
                    "result",
                    () ->
                        get(
                            () ->
                                good(
                                    text, capability -> seen(capability, "result", this::result)))),
                path(
                    PathMatchers.segment("pages").slash(PathMatchers.integerSegment()),
                    page ->
                        get(
                            () ->
                                good(
                                    text,
                                    capability ->
                                        seen(
                                            capability,
                                            "page " + page,
                                            known -> page(known, page)))))));
  }

  private Route good(String text, Function<Capability, CompletionStage<HttpResponse>> next) {
    Capabilities.Reading reading = capabilities.read(text);
    if (reading instanceof Capabilities.Good good) {
      return completeWithFuture(next.apply(good.capability()));
    }
    return complete(
        Problems.response(
            reading instanceof Capabilities.Expired
                ? Problem.of(
                    410, "share-expired", "This view has expired: open the short link again")
                : Refusals.noResult()));
  }

  private CompletionStage<HttpResponse> seen(
      Capability capability,
      String what,
      Function<Capability, CompletionStage<HttpResponse>> next) {
    if (!capability.scope().contains(ONCE)) {
      return next.apply(capability);
    }
    return views
        .first(capability.nonce(), what, capability.expiresAt(), clock.instant())
        .thenCompose(
            first ->
                first
                    ? next.apply(capability)
                    : CompletableFuture.completedStage(Problems.response(spent())));
  }

  private static Problem spent() {
    return Problem.of(410, "share-spent", "This link was for one view, and it has been seen");
  }

  private CompletionStage<HttpResponse> result(Capability capability) {
    return document(capability)
        .thenApply(
            document ->
                document
                    .map(found -> json(found.shown(!capability.scope().contains(NO_FACES))))
                    .orElseGet(() -> Problems.response(Refusals.noResult())));
  }

  private CompletionStage<Optional<SharedDocument>> document(Capability capability) {
    return shelf
        .document(capability.owner(), capability.job())
        .thenApply(gzip -> gzip.map(bytes -> new SharedDocument(Gzip.unpacked(bytes))));
  }

  private CompletionStage<HttpResponse> page(Capability capability, int page) {
    return shelf
        .page(capability.owner(), capability.job(), page)
        .thenCombine(
            document(capability),
            (image, document) ->
                image.flatMap(found -> document.map(known -> new SharedPage(found, known, page))))
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedStage(Problems.response(Refusals.noPage()))
                    : pages.answer(found.get(), capability.scope().contains(NO_FACES)));
  }

  private static HttpResponse json(String body) {
    return own(ContentTypes.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  /** For this asker and this moment: nobody keeps it. */
  static HttpResponse own(ContentType type, byte[] content) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(type, content))
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"));
  }
}
