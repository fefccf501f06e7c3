package ocelli.links.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pages of short links: plain HTML and one style sheet, no scripts. */
final class Pages {
  private static final String FOLDER = "/ocelli/links/pages/";
  // A right password redirects the form's answer to the target, which form-action judges as well.
  private static final List<HttpHeader> HEADERS =
      List.of(
          RawHeader.create(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; form-action 'self' http: https:; base-uri"
                  + " 'none'; frame-ancestors 'none'"),
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Referrer-Policy", "no-referrer"));

  private final String message = resource("message.html");
  private final String password = resource("password.html");
  private final String help = resource("help.html");
  private final String style = resource("links.css");

  /** A page that says why a link does not open. */
  HttpResponse message(int status, String title, String text) {
    return uncached(status, message.replace("{title}", title).replace("{text}", text));
  }

  /**
   * The page that asks for a link's password.
   *
   * @param hint what went wrong before; empty for nothing
   */
  HttpResponse password(int status, String hint) {
    return uncached(status, password.replace("{hint}", hint));
  }

  HttpResponse help() {
    return page(200, help).addHeader(RawHeader.create("Cache-Control", "public, max-age=3600"));
  }

  HttpResponse style() {
    return HttpResponse.create()
        .addHeader(RawHeader.create("Cache-Control", "public, max-age=3600"))
        .withEntity(
            HttpEntities.create(
                ContentTypes.create(MediaTypes.TEXT_CSS, HttpCharsets.UTF_8), style));
  }

  private static HttpResponse uncached(int status, String html) {
    return page(status, html).addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  private static HttpResponse page(int status, String html) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .withEntity(HttpEntities.create(ContentTypes.TEXT_HTML_UTF8, html))
        .addHeaders(HEADERS);
  }

  private static String resource(String name) {
    try (InputStream in = Pages.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
