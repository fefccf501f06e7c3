package ocelli.jobs.fetch;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.settings.ClientConnectionSettings;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.Image;
import ocelli.jobs.core.SourceUrl;
import ocelli.runtime.egress.EgressGuard;

/** Fetches a file by its URL. Safe for use by several threads. */
public final class Fetcher {
  private static final String USER_AGENT = "Ocelli";
  private static final String WANTED = "image/*, application/pdf";

  private final ActorSystem<?> system;
  private final ConnectionPoolSettings pool;
  private final FetchSettings settings;

  /**
   * @param guard looks at every address, those of redirects too, when it is connected to
   */
  public Fetcher(ActorSystem<?> system, EgressGuard guard, FetchSettings settings) {
    this.system = system;
    this.settings = settings;
    ClientConnectionSettings connection =
        ClientConnectionSettings.create(system.classicSystem())
            .withTransport(guard.transport())
            .withConnectingTimeout(
                scala.concurrent.duration.Duration.fromNanos(settings.time().toNanos()))
            .withIdleTimeout(
                scala.concurrent.duration.Duration.fromNanos(settings.time().toNanos()));
    this.pool =
        ConnectionPoolSettings.create(system.classicSystem())
            .withMaxRetries(0) // one request a redirect: whoever wants another try posts again
            .withConnectionSettings(connection);
  }

  /** Fetches; always an answer, within the time. */
  public CompletionStage<Fetched> fetch(String url) {
    long deadline = System.nanoTime() + settings.time().toNanos();
    return step(url, 0, deadline)
        .toCompletableFuture()
        .orTimeout(settings.time().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> new Fetched.Refused(Causes.of(failure, settings)));
  }

  private CompletionStage<Fetched> step(String url, int redirects, long deadline) {
    Optional<Cause> refusal = SourceUrl.refusal(url, settings.insecureAllowed());
    if (refusal.isPresent()) {
      return refused(redirects == 0 ? refusal.get() : Causes.badRedirect(refusal.get().detail()));
    }
    HttpRequest request =
        HttpRequest.GET(url)
            .addHeader(RawHeader.create("User-Agent", USER_AGENT))
            .addHeader(RawHeader.create("Accept", WANTED));
    return Http.get(system)
        .singleRequest(
            request,
            Http.get(system).defaultClientHttpsContext(),
            pool,
            system.classicSystem().log())
        .thenCompose(response -> answered(response, url, redirects, deadline));
  }

  private CompletionStage<Fetched> answered(
      HttpResponse response, String url, int redirects, long deadline) {
    int status = response.status().intValue();
    Optional<String> location = response.getHeader("Location").map(HttpHeader::value);
    if (status == 200) {
      return body(response, deadline);
    }
    response.discardEntityBytes(system);
    if (status < 300 || status >= 400 || location.isEmpty()) {
      return refused(Causes.status(status));
    }
    if (redirects == settings.maxRedirects()) {
      return refused(Causes.tooManyRedirects(settings.maxRedirects()));
    }
    return new SourceUrl(URI.create(url))
        .resolve(location.get())
        .map(next -> step(next, redirects + 1, deadline))
        .orElseGet(() -> refused(Causes.badRedirect("no address")));
  }

  /** The body within the rest of the time: a server that drips is cut, not only given up. */
  private CompletionStage<Fetched> body(HttpResponse response, long deadline) {
    Duration rest = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    return response
        .entity()
        .withSizeLimit(settings.maxBytes())
        .getDataBytes()
        .completionTimeout(rest)
        .runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), system)
        .thenApply(Fetcher::file);
  }

  private static Fetched file(ByteString bytes) {
    byte[] content = bytes.toArray();
    return FileType.of(content)
        .<Fetched>map(type -> new Fetched.File(new Image(type, content)))
        .orElseGet(() -> new Fetched.Refused(Causes.notAnImage()));
  }

  private static CompletionStage<Fetched> refused(Cause cause) {
    return CompletableFuture.completedFuture(new Fetched.Refused(cause));
  }
}
