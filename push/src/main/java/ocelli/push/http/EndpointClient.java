package ocelli.push.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import akka.stream.javadsl.Sink;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import ocelli.push.core.Endpoint;
import ocelli.push.core.Outcome;
import ocelli.push.core.WebhookSignature;
import ocelli.push.journal.v1m0.PushMessage;
import ocelli.runtime.egress.EgressGuard;

/** Sends to one endpoint. */
public final class EndpointClient {
  private final ActorSystem<?> system;
  private final Http http;
  private final ConnectionPoolSettings pool;
  private final WebhookSettings settings;
  private final Endpoint endpoint;
  private final WebhookSignature signature;
  private final BooleanSupplier revoked;
  private final Clock clock;

  EndpointClient(
      ActorSystem<?> system,
      Http http,
      ConnectionPoolSettings pool,
      WebhookSettings settings,
      Endpoint endpoint,
      WebhookSignature signature,
      BooleanSupplier revoked,
      Clock clock) {
    this.system = system;
    this.http = http;
    this.pool = pool;
    this.settings = settings;
    this.endpoint = endpoint;
    this.signature = signature;
    this.revoked = revoked;
    this.clock = clock;
  }

  /**
   * One attempt.
   *
   * @param completeUpTo every message up to this cursor is acknowledged; −1 where none is
   * @return always an outcome, within the time of an attempt
   */
  public CompletionStage<Outcome> send(PushMessage message, long completeUpTo) {
    if (revoked.getAsBoolean()) { // waits in the retry store, and is given up in its time
      return CompletableFuture.completedFuture(failed("client-revoked"));
    }
    HttpRequest request;
    try {
      request = request(message, completeUpTo);
    } catch (RuntimeException e) { // the address is another's choice: whatever is wrong with it
      return CompletableFuture.completedFuture(failed("bad-url"));
    }
    if (!allowed(request.getUri())) {
      return CompletableFuture.completedFuture(failed("insecure-url"));
    }
    return http.singleRequest(
            request, http.defaultClientHttpsContext(), pool, system.classicSystem().log())
        .toCompletableFuture()
        .thenApply(this::outcome)
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(EndpointClient::failure);
  }

  private boolean allowed(Uri uri) {
    String scheme = uri.getScheme();
    return scheme.equals("https") || (settings.insecureAllowed() && scheme.equals("http"));
  }

  private HttpRequest request(PushMessage message, long completeUpTo) {
    byte[] body = message.getBody().toByteArray();
    long second = clock.instant().getEpochSecond();
    HttpRequest request =
        HttpRequest.POST(endpoint.url())
            .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, body))
            .addHeader(RawHeader.create("webhook-id", message.getId()))
            .addHeader(RawHeader.create("webhook-timestamp", Long.toString(second)))
            .addHeader(
                RawHeader.create(
                    "webhook-signature", signature.sign(message.getId(), second, body)));
    return completeUpTo < 0
        ? request
        : request.addHeader(RawHeader.create("ocelli-complete-up-to", Long.toString(completeUpTo)));
  }

  private Outcome outcome(HttpResponse response) {
    drain(response);
    int status = response.status().intValue();
    if (status >= 200 && status < 300) {
      return new Outcome.Delivered();
    }
    if (status == 410) {
      return new Outcome.Gone();
    }
    return new Outcome.Failed(
        "status-" + status / 100 + "xx", RetryAfter.of(response, clock.instant()));
  }

  private void drain(HttpResponse response) {
    response
        .entity()
        .withSizeLimit(settings.maxAnswerBytes())
        .getDataBytes()
        .completionTimeout(settings.maxAnswerTime())
        .runWith(Sink.ignore(), system);
  }

  private static Outcome failure(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && !(cause instanceof EgressGuard.EgressRefused)) {
      cause = cause.getCause();
    }
    if (cause instanceof EgressGuard.EgressRefused) {
      return failed("address-refused");
    }
    return failed(cause instanceof TimeoutException ? "time-out" : "no-answer");
  }

  private static Outcome failed(String reason) {
    return new Outcome.Failed(reason, java.util.Optional.empty());
  }
}
