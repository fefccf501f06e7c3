package ocelli.links.netty;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import ocelli.links.http.Visiting;

/**
 * A door whose memory knows the codes that begin with {@code hot}, whose database knows the others,
 * and whose routes answer all else with its path; what begins with {@code late} is answered when it
 * is let.
 */
final class TestDoor implements AutoCloseable {
  static final int MOST_BODY_BYTES = 100;
  static final Duration LONG = Duration.ofMinutes(5);

  final List<String> visited = new CopyOnWriteArrayList<>();
  final CompletableFuture<Void> let = new CompletableFuture<>();
  private final RedirectDoor door;

  TestDoor() {
    this(LONG, 1000);
  }

  TestDoor(Duration requestWait, int maxConnections) {
    this.door =
        RedirectDoor.open(
            new RedirectSettings("127.0.0.1", Optional.of(0), maxConnections, requestWait),
            new Visitor(),
            this::route,
            MOST_BODY_BYTES,
            Clock.fixed(Instant.parse("2026-11-01T09:08:07Z"), ZoneOffset.UTC));
  }

  private final class Visitor implements Visiting {
    @Override
    public Optional<HttpResponse> atOnce(String code, Optional<String> accept) {
      if (code.equals("bug")) {
        throw new IllegalStateException("a bug in memory");
      }
      if (!code.startsWith("hot")) {
        return Optional.empty();
      }
      visited.add(code);
      return Optional.of(
          HttpResponse.create()
              .withStatus(StatusCodes.MOVED_PERMANENTLY)
              .addHeader(RawHeader.create("Location", "https://e.com/" + code))
              .withEntity("to " + code + " for " + accept.orElse("anything")));
    }

    @Override
    public CompletionStage<HttpResponse> visit(
        String code, Optional<String> accept, Optional<String> authorization) {
      visited.add(code);
      HttpResponse answer =
          HttpResponse.create().withEntity("asked for " + code + authorization.orElse(""));
      if (code.equals("fails")) {
        return CompletableFuture.failedFuture(new IllegalStateException("a bug in a query"));
      }
      return code.startsWith("late")
          ? let.thenApplyAsync(done -> answer)
          : CompletableFuture.completedFuture(answer);
    }
  }

  private CompletionStage<HttpResponse> route(HttpRequest request) {
    String path = request.getUri().path();
    visited.add(path);
    if (path.equals("/fails")) {
      return CompletableFuture.failedFuture(new IllegalStateException("a bug in a route"));
    }
    if (path.equals("/throws")) {
      throw new IllegalStateException("a bug before a route");
    }
    HttpResponse answer = HttpResponse.create().withEntity(request.method().value() + " " + path);
    return path.startsWith("/late")
        ? let.thenApplyAsync(done -> answer)
        : CompletableFuture.completedFuture(answer);
  }

  Peer peer() throws Exception {
    return Peer.of(door.address());
  }

  Visiting visitor() {
    return new Visitor();
  }

  RedirectDoor door() {
    return door;
  }

  @Override
  public void close() throws Exception {
    door.close().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
