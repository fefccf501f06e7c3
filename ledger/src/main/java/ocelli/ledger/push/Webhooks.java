package ocelli.ledger.push;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.ledger.core.Answer;
import ocelli.ledger.core.Webhook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks push what became of webhooks, with the token of the client who wants to know. */
public final class Webhooks {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2); // the rest of the answer waits

  private final ActorSystem<?> system;
  private volatile Optional<URI> push;

  /**
   * @param push its address; empty until it is told
   */
  public Webhooks(ActorSystem<?> system, Optional<URI> push) {
    this.system = system;
    this.push = push;
  }

  /** Says where push answers. */
  public void connect(URI address) {
    push = Optional.of(address);
  }

  /**
   * What became of each message. Never fails: where push does not answer, nothing is known of those
   * that it has.
   *
   * @param messages on their way to the client
   * @param authorization the header that the client came with
   */
  public CompletionStage<Map<Answer, Webhook>> of(List<Answer> messages, String authorization) {
    List<Answer> wanted =
        messages.stream().filter(message -> message.endpoint().isPresent()).toList();
    Map<Answer, Webhook> all = new HashMap<>();
    messages.forEach(message -> all.put(message, Webhook.NotWanted.INSTANCE));
    if (wanted.isEmpty()) {
      return CompletableFuture.completedFuture(all);
    }
    wanted.forEach(message -> all.put(message, Webhook.Unknown.INSTANCE));
    return push.map(address -> ask(address, wanted, authorization))
        .orElseGet(() -> CompletableFuture.completedFuture(Map.of()))
        .handle(
            (known, failure) -> {
              if (failure != null) {
                LOG.warn("Push does not say what became of webhooks: {}", failure.toString());
              } else {
                all.putAll(known);
              }
              return all;
            });
  }

  private CompletionStage<Map<Answer, Webhook>> ask(
      URI address, List<Answer> wanted, String authorization) {
    HttpRequest question =
        HttpRequest.POST(address.resolve("/webhooks/deliveries").toString())
            .addHeader(RawHeader.create("Authorization", authorization))
            .withEntity(ContentTypes.APPLICATION_JSON, WebhookJson.question(wanted));
    return Http.get(system)
        .singleRequest(question)
        .thenCompose(this::body)
        .thenApply(body -> WebhookJson.read(wanted, body))
        .toCompletableFuture()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletionStage<String> body(HttpResponse response) {
    return response
        .entity()
        .toStrict(PATIENCE.toMillis(), system)
        .thenApply(
            strict -> {
              if (response.status() != StatusCodes.OK) {
                throw new IllegalStateException("push answers " + response.status());
              }
              return strict.getData().utf8String();
            });
  }
}
