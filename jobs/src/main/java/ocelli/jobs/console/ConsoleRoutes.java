package ocelli.jobs.console;

import static akka.http.javadsl.server.Directives.complete;
import static akka.http.javadsl.server.Directives.concat;
import static akka.http.javadsl.server.Directives.extractRequest;
import static akka.http.javadsl.server.Directives.get;
import static akka.http.javadsl.server.Directives.path;
import static akka.http.javadsl.server.Directives.pathEndOrSingleSlash;
import static akka.http.javadsl.server.Directives.pathPrefix;
import static akka.http.javadsl.server.Directives.pathSingleSlash;
import static akka.http.javadsl.server.Directives.redirect;
import static akka.http.javadsl.server.Directives.reject;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.util.ByteString;
import java.util.List;
import java.util.Optional;

/** Serves the console and the page of shared results. */
public final class ConsoleRoutes {
  // No inline script or style, no other host. Pictures also from memory: what a person is about to
  // send (blob:) and the cut-out faces within a result (data:).
  private static final String POLICY =
      "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script';"
          + " trusted-types 'none'";
  private static final List<HttpHeader> PAGE_HEADERS =
      List.of(
          RawHeader.create("Content-Security-Policy", POLICY),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
          RawHeader.create("Permissions-Policy", "camera=(), microphone=(), geolocation=()"));
  private static final String ALWAYS_ASK = "no-cache"; // answered by 304 while nothing is new
  private static final String FOR_GOOD =
      "public, max-age=31536000, immutable"; // a year, RFC 9111's customary for ever

  private final Assets assets;

  private ConsoleRoutes(Assets assets) {
    this.assets = assets;
  }

  /** Reads the files. Blocking: for start-up. */
  public static ConsoleRoutes load() {
    return new ConsoleRoutes(Assets.load());
  }

  /** The routes, unsealed. */
  public Route routes() {
    return get(
        () ->
            concat(
                pathSingleSlash(() -> redirect(Uri.create("/console/"), StatusCodes.FOUND)),
                path("console", () -> redirect(Uri.create("/console/"), StatusCodes.FOUND)),
                pathPrefix("console", this::console),
                path(
                    PathMatchers.segment("shared").slash(PathMatchers.segment()),
                    capability -> page("shared.html"))));
  }

  private Route console() {
    return concat(
        pathEndOrSingleSlash(() -> page("index.html")),
        path("help", () -> page("help.html")),
        path(PathMatchers.segment().slash(PathMatchers.remaining()), this::file));
  }

  private Route page(String name) {
    return extractRequest(
        request ->
            complete(
                answer(request, assets.file(name).orElseThrow(), ALWAYS_ASK)
                    .addHeaders(PAGE_HEADERS)));
  }

  /** A page of another build, still open while nodes are replaced, gets what there is now. */
  private Route file(String build, String name) {
    String caching = build.equals(assets.build()) ? FOR_GOOD : ALWAYS_ASK;
    return assets
        .file(name)
        .filter(asset -> !name.endsWith(".html"))
        .<Route>map(asset -> extractRequest(request -> complete(answer(request, asset, caching))))
        .orElseGet(() -> reject());
  }

  private static HttpResponse answer(HttpRequest request, Asset asset, String caching) {
    HttpResponse head =
        HttpResponse.create()
            .addHeader(RawHeader.create("ETag", asset.etag()))
            .addHeader(RawHeader.create("Cache-Control", caching))
            .addHeader(RawHeader.create("Vary", "Accept-Encoding"))
            .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"));
    if (header(request, "If-None-Match").filter(tags -> tags.contains(asset.etag())).isPresent()) {
      return head.withStatus(StatusCodes.NOT_MODIFIED);
    }
    Optional<ByteString> zipped =
        asset
            .gzip()
            .filter(
                bytes ->
                    header(request, "Accept-Encoding").filter(x -> x.contains("gzip")).isPresent());
    return zipped
        .map(
            bytes ->
                head.addHeader(RawHeader.create("Content-Encoding", "gzip"))
                    .withEntity(HttpEntities.create(asset.type(), bytes)))
        .orElseGet(() -> head.withEntity(HttpEntities.create(asset.type(), asset.bytes())));
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }
}
