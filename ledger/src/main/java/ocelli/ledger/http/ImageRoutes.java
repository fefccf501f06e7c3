package ocelli.ledger.http;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.authz.door.ClaimDoor;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Entry;
import ocelli.ledger.core.Webhook;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /images/{transaction}/{image}}: where an image is. */
public final class ImageRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ImageRoutes.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5); // a failover is over by then

  private final ClaimDoor door;
  private final Function<ImageId, CompletionStage<Optional<Entry>>> entries;
  private final Function<ClientId, CompletionStage<OptionalLong>> firehose;
  private final Deliveries webhooks;

  /** What became of messages by webhook. */
  @FunctionalInterface
  public interface Deliveries {
    /**
     * Of each; never fails.
     *
     * @param authorization the header that the client came with
     */
    CompletionStage<Map<Answer, Webhook>> of(List<Answer> messages, String authorization);
  }

  /**
   * @param door of who may send images, and so ask where they are
   * @param entries by image
   * @param firehose of a client, the first cursor that it does not have yet; empty where that is
   *     not known
   * @param webhooks of messages on their way
   */
  public ImageRoutes(
      ClaimDoor door,
      Function<ImageId, CompletionStage<Optional<Entry>>> entries,
      Function<ClientId, CompletionStage<OptionalLong>> firehose,
      Deliveries webhooks) {
    this.door = door;
    this.entries = entries;
    this.firehose = firehose;
    this.webhooks = webhooks;
  }

  /** The route, unsealed. */
  public Route routes() {
    return Directives.path(
        segment("images").slash(segment()).slash(segment()),
        (transaction, image) ->
            Directives.get(
                () -> Directives.extractRequest(request -> asked(request, transaction, image))));
  }

  private Route asked(HttpRequest request, String transaction, String image) {
    return door.pass(
        request,
        claims ->
            Directives.completeWithFuture(
                answer(claims.client(), transaction, image, authorization(request))),
        problem -> Directives.complete(Problems.response(problem)));
  }

  private static String authorization(HttpRequest request) {
    return request.getHeader("Authorization").map(HttpHeader::value).orElse("");
  }

  private CompletionStage<HttpResponse> answer(
      ClientId owner, String transaction, String image, String authorization) {
    if (!ImageId.isValid(image)) {
      return CompletableFuture.completedFuture(unknown());
    }
    return entries
        .apply(new ImageId(image))
        .thenCompose(
            found ->
                found
                    .filter(entry -> entry.client().equals(owner))
                    .filter(entry -> entry.transaction().value().equals(transaction))
                    .map(entry -> whereabouts(entry, authorization))
                    .orElseGet(() -> CompletableFuture.completedFuture(unknown())))
        .exceptionally(ImageRoutes::away);
  }

  private CompletionStage<HttpResponse> whereabouts(Entry entry, String authorization) {
    return firehose
        .apply(entry.client())
        .thenCombine(
            webhooks.of(entry.delivered(), authorization),
            (before, became) -> ok(Whereabouts.of(entry, before, became)));
  }

  private static HttpResponse away(Throwable failure) {
    LOG.warn("The ledger's database does not answer a client: {}", failure.toString());
    return Problems.response(
        Problem.of(503, "ledger-unavailable", "The ledger does not answer; come back"),
        RETRY_AFTER);
  }

  private static HttpResponse unknown() {
    return Problems.response(
        Problem.of(
            404,
            "no-such-image",
            "There is no such image of yours; one just sent is known in a moment, an answered one"
                + " is forgotten after a day"));
  }

  static HttpResponse ok(ObjectNode body) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body.toString()));
  }
}
