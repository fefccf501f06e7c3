package ocelli.allinone.edge;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.SourceQueueWithComplete;
import akka.util.ByteString;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real connections: a client, the edge, and a service behind it. */
class EdgeTest {
  private static final int BIG = 20 * 1024 * 1024; // more than a server takes by default
  private static final long PATIENCE_SECONDS = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Backends backends =
      new Backends(Map.of("/service", "service", "/absent", "absent"), Optional.empty());
  private final CompletableFuture<SourceQueueWithComplete<ByteString>> told =
      new CompletableFuture<>();
  private ActorSystem<Void> system;
  private URI edge;

  @BeforeEach
  void start() throws Exception {
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "edge-test",
            ConfigFactory.load(ConfigFactory.parseResources("edge.conf")));
    edge = address(Edge.bind(system, backends, request -> Optional.empty(), "127.0.0.1", 0));
    backends.add(
        "service",
        "service-1",
        address(Http.get(system).newServerAt("127.0.0.1", 0).bind(service())));
  }

  @AfterEach
  void stop() {
    system.terminate();
  }

  private Route service() {
    return Directives.concat(
        Directives.path(
            segment("count"),
            () ->
                Directives.extractRequest(
                    request ->
                        Directives.completeWithFuture(
                            request
                                .entity()
                                .withoutSizeLimit()
                                .getDataBytes()
                                .runFold(0, (sum, bytes) -> sum + bytes.size(), system)
                                .thenApply(
                                    sum ->
                                        HttpResponse.create().withEntity(Integer.toString(sum)))))),
        Directives.path(
            segment("headers"),
            () ->
                Directives.extractRequest(
                    request -> {
                      StringBuilder all = new StringBuilder();
                      request
                          .getHeaders()
                          .forEach(h -> all.append(h.lowercaseName() + "=" + h.value() + "\n"));
                      return Directives.complete(all + request.getUri().toString());
                    })),
        Directives.path(segment("stream"), () -> Directives.complete(streaming())),
        Directives.path(segment("socket"), () -> Directives.handleWebSocketMessages(echo())));
  }

  private static akka.http.javadsl.server.PathMatcher0 segment(String name) {
    return akka.http.javadsl.server.PathMatchers.segment("service").slash(name);
  }

  private HttpResponse streaming() {
    Source<ByteString, NotUsed> lines =
        Source.<ByteString>queue(8, OverflowStrategy.fail())
            .mapMaterializedValue(
                queue -> {
                  told.complete(queue);
                  return NotUsed.getInstance();
                });
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, lines));
  }

  private static Flow<Message, Message, NotUsed> echo() {
    return Flow.<Message>create()
        .map(
            message ->
                (Message)
                    TextMessage.create("you said " + message.asTextMessage().getStrictText()));
  }

  @Test
  void stream_eachLineArrives_beforeTheNextIsThere() throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(edge.resolve("/service/stream")).build(),
            BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      SourceQueueWithComplete<ByteString> queue = told.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      for (int i = 0; i < 5; i++) {
        queue.offer(ByteString.fromString("line " + i + "\n"));
        assertThat(lines.readLine()).isEqualTo("line " + i);
      }
      queue.complete();
      assertThat(lines.readLine()).isNull();
    }
  }

  @Test
  void body_largerThanAServersDefault_arrivesWhole() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/service/count"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[BIG]))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo(Integer.toString(BIG));
  }

  @Test
  void headers_ofTheMessagePass_thoseOfTheConnectionAndForgedOnesDoNot() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/service/headers?a=b%20c"))
            .header("Authorization", "Bearer secret")
            .header("X-Forwarded-For", "6.6.6.6")
            .header("TE", "trailers")
            .build();
    String seen = http.send(request, BodyHandlers.ofString()).body();
    assertThat(seen)
        .contains("authorization=Bearer secret")
        .contains("x-forwarded-for=127.0.0.1")
        .contains("host=127.0.0.1:" + edge.getPort())
        .contains("?a=b%20c")
        .doesNotContain("6.6.6.6")
        .doesNotContain("te=");
  }

  @Test
  void noNode_or_noService_saysSo() throws Exception {
    var away =
        http.send(HttpRequest.newBuilder(edge.resolve("/absent")).build(), BodyHandlers.ofString());
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("1");
    assertThat(away.body()).contains("\"code\":\"away\"");
    var unknown =
        http.send(HttpRequest.newBuilder(edge.resolve("/other")).build(), BodyHandlers.ofString());
    assertThat(unknown.statusCode()).isEqualTo(404);
  }

  @Test
  void nodeThatRefuses_isPassedOver_withTheBody() throws Exception {
    for (int i = 2; i < 10; i++) {
      backends.add("service", "service-" + i, URI.create("http://127.0.0.1:" + closedPort()));
    }
    for (int i = 0; i < 10; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(edge.resolve("/service/count"))
              .header("Authorization", "Bearer " + i)
              .POST(HttpRequest.BodyPublishers.ofString("five!"))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("5");
    }
  }

  @Test
  void webSocket_passesBothWays_andARefusalKeepsItsStatus() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + edge.getPort() + "/service/socket"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(WebSocket of, CharSequence text, boolean last) {
                    heard.complete(text.toString());
                    return null;
                  }
                })
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    socket.sendText("hello", true);
    assertThat(heard.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("you said hello");
    socket.abort();
    HttpRequest plain = HttpRequest.newBuilder(edge.resolve("/service/socket")).build();
    assertThat(http.send(plain, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static URI address(CompletionStage<ServerBinding> binding) throws Exception {
    var bound = binding.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return URI.create("http://127.0.0.1:" + bound.localAddress().getPort());
  }
}
