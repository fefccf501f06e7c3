package ocelli.push.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import ocelli.authz.door.ClaimDoor;
import ocelli.protocol.ClientId;
import ocelli.push.core.Addressed;
import ocelli.push.core.Delivery;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.duration.FiniteDuration;

/**
 * {@code POST /webhooks/deliveries}: what became of messages of the client whose token it is. The
 * ledger asks in the client's name; nothing is changed by it.
 */
public final class DeliveryRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryRoutes.class);
  private static final FiniteDuration BODY_PATIENCE =
      FiniteDuration.create(10, TimeUnit.SECONDS); // some kilobytes from a neighbour
  private static final long MOST_BODY_BYTES =
      1024 * 1024; // 500 messages, each with a url of 2,048 characters at most
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5); // a failover is over by then

  private final ClaimDoor door;
  private final Function<List<Addressed>, CompletionStage<List<Delivery>>> deliveries;

  /**
   * @param door of who may send images, and so ask what became of their answers
   * @param deliveries of each message, in their order
   */
  public DeliveryRoutes(
      ClaimDoor door, Function<List<Addressed>, CompletionStage<List<Delivery>>> deliveries) {
    this.door = door;
    this.deliveries = deliveries;
  }

  /** The route, unsealed. */
  public Route routes() {
    return Directives.path(
        PathMatchers.segment("webhooks").slash("deliveries"),
        () ->
            Directives.post(
                () ->
                    Directives.extractRequest(
                        request ->
                            door.pass(
                                request,
                                claims -> asked(claims.client()),
                                problem -> Directives.complete(Problems.response(problem))))));
  }

  private Route asked(ClientId client) {
    return Directives.extractStrictEntity(
        BODY_PATIENCE,
        MOST_BODY_BYTES,
        body -> {
          Optional<List<Addressed>> asked = DeliveryJson.asked(client, body.getData().utf8String());
          return asked.isPresent()
              ? Directives.completeWithFuture(answer(asked.get()))
              : Directives.complete(Problems.response(unreadable()));
        });
  }

  private CompletionStage<HttpResponse> answer(List<Addressed> asked) {
    return deliveries
        .apply(asked)
        .thenApply(
            found ->
                HttpResponse.create()
                    .withEntity(
                        HttpEntities.create(
                            ContentTypes.APPLICATION_JSON, DeliveryJson.answer(asked, found))))
        .exceptionally(DeliveryRoutes::away);
  }

  private static HttpResponse away(Throwable failure) {
    LOG.warn("Push's database does not say what became of messages: {}", failure.toString());
    return Problems.response(
        Problem.of(503, "push-unavailable", "Push does not answer; come back"), RETRY_AFTER);
  }

  private static Problem unreadable() {
    return Problem.of(
        400,
        "bad-request",
        "{\"messages\": [{\"cursor\", \"generation\", \"url\"}]}, 500 of them at most");
  }
}
