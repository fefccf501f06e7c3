package ocelli.links.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ocelli.links.core.Link;
import ocelli.links.core.LinkPage;

/** Links as their owner sees them. */
final class LinkJson {
  private LinkJson() {}

  /**
   * The answer to a new link, or to one that was there.
   *
   * @param base what short links begin with
   */
  static HttpResponse made(int status, Link link, String base) {
    ObjectNode body = head(link, base);
    return answer(status, body).addHeader(RawHeader.create("Location", "/links/" + link.code()));
  }

  static HttpResponse one(Link link, String base) {
    return answer(200, whole(link, base));
  }

  static HttpResponse page(LinkPage page, String base) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    page.links().forEach(link -> body.withArray("links").add(whole(link, base)));
    body.withArray("links");
    return answer(200, body.put("next", page.next().orElse(null)));
  }

  private static ObjectNode head(Link link, String base) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", link.code())
            .put("short", base + "/l/" + link.code());
    return link.target()
        .match(url -> body.put("url", url.text()), job -> body.put("job", job.number()));
  }

  private static ObjectNode whole(Link link, String base) {
    ObjectNode body = head(link, base);
    link.target()
        .match(
            url -> body,
            job -> {
              job.words().forEach(word -> body.withArray("scope").add(word));
              return body;
            });
    body.put("created_at", link.createdAt().toString());
    link.expiresAt().ifPresent(at -> body.put("expires", at.toString()));
    if (link.maxVisits().isPresent()) {
      body.put("max_visits", link.maxVisits().getAsLong()).put("visits", link.visits());
    }
    return body.put("password", link.password().isPresent());
  }

  private static HttpResponse answer(int status, ObjectNode body) {
    return HttpResponse.create()
        .withStatus(StatusCodes.get(status))
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body.toString()));
  }
}
