package ocelli.allinone.edge;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.ResponseEntity;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.StreamTcpException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import ocelli.runtime.http.Problem;
import ocelli.runtime.http.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes requests on to the services' nodes. */
final class ReverseProxy {
  private static final Logger LOG = LoggerFactory.getLogger(ReverseProxy.class);
  private static final Duration AWAY_FOR = Duration.ofSeconds(1); // a restart's first back-off

  /**
   * RFC 9110, 7.6.1: of one connection, not of the message; and what the server adds for itself.
   */
  private static final Set<String> OF_ONE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "timeout-access",
          "x-forwarded-for");

  private final ActorSystem<?> system;
  private final Backends backends;
  private final WebSockets webSockets;

  ReverseProxy(ActorSystem<?> system, Backends backends) {
    this.system = system;
    this.backends = backends;
    this.webSockets = new WebSockets(system);
  }

  CompletionStage<HttpResponse> handle(HttpRequest request) {
    Optional<String> service =
        backends.serviceOf(request.method().value(), request.getUri().path());
    if (service.isEmpty()) {
      request.discardEntityBytes(system);
      return answer(Problems.response(Problem.of(404, "not-found", "There is nothing here")));
    }
    String asked = session(request).orElse(service.get());
    return pass(request, asked, backends.nodesOf(asked, key(request)));
  }

  private CompletionStage<HttpResponse> pass(
      HttpRequest request, String service, List<Waiting> nodes) {
    if (nodes.isEmpty()) {
      request.discardEntityBytes(system);
      return answer(away(service));
    }
    return passTo(request, nodes.get(0))
        .exceptionallyCompose(
            failure -> {
              // Refused before a byte of the body was read: the next node may have it.
              if (isRefused(failure)) {
                return pass(request, service, nodes.subList(1, nodes.size()));
              }
              LOG.info("a request to {} broke: {}", service, failure.toString());
              return answer(away(service));
            });
  }

  private CompletionStage<HttpResponse> passTo(HttpRequest request, Waiting node) {
    HttpRequest onward = onward(request, node.address());
    if (request.getAttribute(AttributeKeys.webSocketUpgrade).isPresent()) {
      return webSockets.pass(request, onward);
    }
    CompletionStage<HttpResponse> answer = Http.get(system).singleRequest(onward);
    CompletionStage<HttpResponse> awaited = node.untilAway(answer);
    answer.thenAccept(response -> discardUnlessTaken(awaited, response));
    return awaited.thenApply(ReverseProxy::back);
  }

  /** An answer that came when its client had been told that the node is away. */
  private void discardUnlessTaken(CompletionStage<HttpResponse> awaited, HttpResponse response) {
    if (awaited.toCompletableFuture().isCompletedExceptionally()) {
      response.discardEntityBytes(system);
    }
  }

  private static HttpRequest onward(HttpRequest request, URI node) {
    HttpRequest onward =
        HttpRequest.create()
            .withMethod(request.method())
            .withUri(
                request
                    .getUri()
                    .scheme(node.getScheme())
                    .host(node.getHost())
                    .port(Math.max(0, node.getPort()))) // 0 is the scheme's own
            .withHeaders(lasting(request.getHeaders()))
            .withEntity((RequestEntity) request.entity().withoutSizeLimit());
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(address -> address.getAddress())
        .map(address -> RawHeader.create("X-Forwarded-For", address.getHostAddress()))
        .map(onward::addHeader)
        .orElse(onward);
  }

  private static HttpResponse back(HttpResponse response) {
    return response
        .withHeaders(lasting(response.getHeaders()))
        .withEntity((ResponseEntity) response.entity().withoutSizeLimit());
  }

  private static List<HttpHeader> lasting(Iterable<HttpHeader> headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .filter(header -> !OF_ONE_HOP.contains(header.lowercaseName()))
        .toList();
  }

  private Optional<String> session(HttpRequest request) {
    return request.getHeader("Authorization").isPresent()
        ? Optional.empty()
        : request.getHeader("Cookie").map(HttpHeader::value).flatMap(backends::sessionsOf);
  }

  /** Whose request it is, for the choice of a node. */
  private static String key(HttpRequest request) {
    return request
        .getHeader("Authorization")
        .map(HttpHeader::value)
        .or(() -> request.getHeader("Cookie").map(HttpHeader::value))
        .orElse(request.getUri().path());
  }

  private static boolean isRefused(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof StreamTcpException)) {
      cause = cause.getCause();
    }
    return cause != null && String.valueOf(cause.getMessage()).contains("Connection refused");
  }

  private static HttpResponse away(String service) {
    return Problems.response(
        Problem.of(503, "away", "The service " + service + " is away for the moment: send again"),
        AWAY_FOR);
  }

  private static CompletionStage<HttpResponse> answer(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
