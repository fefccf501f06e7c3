package ocelli.jobs.http;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.delete;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.onSuccess;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEnd;
import static akka.http.javadsl.server.Directives.pathPrefix;

import akka.NotUsed;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ocelli.jobs.core.JobId;
import ocelli.jobs.jdbc.Gzip;
import ocelli.jobs.jdbc.Shelf;

/** {@code /api/v1/service/{n}}: a result, its pages and the messages that it was made of. */
public final class ResultRoutes {
  private static final ContentType NDJSON =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "x-ndjson", HttpCharsets.UTF_8, Map.of(), false));

  private final Entrance entrance;
  private final Shelf shelf;

  /** Routes to that. */
  public ResultRoutes(Entrance entrance, Shelf shelf) {
    this.entrance = entrance;
    this.shelf = shelf;
  }

  /** The tree. */
  public Route routes() {
    return pathPrefix(
        PathMatchers.segment("api").slash("v1").slash("service").slash(PathMatchers.longSegment()),
        number ->
            concat(
                pathEnd(
                    () ->
                        concat(
                            get(() -> entrance.owner(owner -> result(owner, number))),
                            delete(() -> entrance.owner(owner -> forget(owner, number))))),
                path(
                    PathMatchers.segment("pages").slash(PathMatchers.integerSegment()),
                    page -> get(() -> entrance.owner(owner -> page(owner, number, page)))),
                path(
                    "messages",
                    () -> get(() -> entrance.owner(owner -> messages(owner, number))))));
  }

  private Route result(Owner owner, long number) {
    return found(
        owner,
        number,
        head ->
            extractRequest(
                request ->
                    Conditional.known(request, head.etag())
                        ? complete(Conditional.notModified(head.etag()))
                        : document(owner, number, head, request)));
  }

  private Route document(Owner owner, long number, Shelf.Head head, HttpRequest request) {
    return onSuccess(
        shelf.document(owner.client(), number),
        gzip ->
            gzip.map(bytes -> complete(coded(head.etag(), bytes, request)))
                .orElseGet(() -> Refusals.refuse(Refusals.noResult())));
  }

  private static HttpResponse coded(String etag, byte[] gzip, HttpRequest request) {
    return Conditional.takesGzip(request)
        ? Conditional.compressed(etag, ContentTypes.APPLICATION_JSON, gzip)
        : Conditional.answer(
            etag,
            ContentTypes.APPLICATION_JSON,
            Gzip.unpacked(gzip).getBytes(StandardCharsets.UTF_8));
  }

  private Route found(Owner owner, long number, Function<Shelf.Head, Route> next) {
    return onSuccess(
        shelf.head(owner.client(), number),
        head -> head.map(next).orElseGet(() -> Refusals.refuse(Refusals.noResult())));
  }

  private Route forget(Owner owner, long number) {
    return onSuccess(
        shelf.delete(owner.client(), number),
        deleted ->
            deleted ? complete(StatusCodes.NO_CONTENT) : Refusals.refuse(Refusals.noResult()));
  }

  private Route page(Owner owner, long number, int page) {
    return found(
        owner,
        number,
        head -> {
          String etag = head.job() + "-" + page;
          return extractRequest(
              request ->
                  Conditional.known(request, etag)
                      ? complete(Conditional.notModified(etag))
                      : image(owner, number, page, etag));
        });
  }

  private Route image(Owner owner, long number, int page, String etag) {
    return onSuccess(
        shelf.page(owner.client(), number, page),
        image ->
            image
                .map(
                    found ->
                        complete(
                            Conditional.answer(
                                    etag,
                                    ContentTypes.parse(found.type().mediaType()),
                                    found.content())
                                .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))))
                .orElseGet(() -> Refusals.refuse(Refusals.noPage())));
  }

  private Route messages(Owner owner, long number) {
    return found(
        owner,
        number,
        head ->
            complete(
                HttpResponse.create()
                    .withEntity(HttpEntities.createChunked(NDJSON, lines(head.job())))
                    .addHeader(RawHeader.create("Cache-Control", "private, no-cache"))));
  }

  private Source<ByteString, NotUsed> lines(JobId job) {
    return Source.unfoldAsync(
            -1L,
            after ->
                shelf
                    .messages(job, after)
                    .thenApply(
                        lines ->
                            lines.isEmpty()
                                ? Optional.<Pair<Long, List<Shelf.Line>>>empty()
                                : Optional.of(
                                    Pair.create(lines.get(lines.size() - 1).sequence(), lines))))
        .mapConcat(lines -> lines)
        .map(line -> ByteString.fromString(line.json() + "\n"));
  }
}
