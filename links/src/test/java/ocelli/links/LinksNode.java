package ocelli.links;

import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.japi.function.Function;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.AtOnce;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;

/** One process of links with its port, its line to the database, and clients of it. */
final class LinksNode implements AutoCloseable {
  /** Where visits are answered. */
  enum Door {
    PUBLIC,
    REDIRECTS
  }

  static final KeySource KEYS = KeySource.generated(2048);
  private static final TokenMint MINT =
      new TokenMint(KEYS, Clock.systemUTC(), new Random(1)); // the lives only
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final TestNode node;
  private final Relay line;
  private final Links links;
  private final ServerBinding server;

  private LinksNode(TestNode node, Relay line, Links links, ServerBinding server) {
    this.node = node;
    this.line = line;
    this.links = links;
    this.server = server;
  }

  static LinksNode start(DatabaseSettings database, String settings) throws Exception {
    Relay line = Relay.to(port(database.url()));
    DatabaseSettings through =
        new DatabaseSettings(
            database.url().replace(":" + port(database.url()) + "/", ":" + line.port() + "/"),
            database.user(),
            database.password(),
            database.poolSize());
    String hocon =
        LiveBackend.hocon("ocelli.links.database", through)
            + "ocelli.links.redirect { port = 0, request-wait = 5m }\n"
            + "akka.http.server.request-timeout = 5m\n" // a hash takes seconds on a busy machine
            + "akka.http.server.server-header = \"\"\n" // as a process has it
            + settings;
    TestNode node = LiveBackend.shared().node(hocon);
    Links links =
        Links.start(
            node.context(),
            LinksSettings.from(node.context().settings("ocelli.links")),
            TokenVerifier.create(KEYS),
            KEYS);
    ServerBinding server =
        Http.get(node.context().system())
            .newServerAt("127.0.0.1", 0)
            .bind(handler(node, links))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    return new LinksNode(node, line, links, server);
  }

  /** As a process binds it: what memory can answer goes first. */
  private static Function<
          akka.http.javadsl.model.HttpRequest,
          CompletionStage<akka.http.javadsl.model.HttpResponse>>
      handler(TestNode node, Links links) {
    return AtOnce.orElse(
        links::atOnce, Problems.sealed(links.routes()).function(node.context().system()));
  }

  static int port(String url) {
    return Integer.parseInt(url.replaceAll(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1"));
  }

  /** The line to the database. */
  Relay line() {
    return line;
  }

  /** What this node serves without, by name. */
  Map<String, String> degradations() {
    return node.context()
        .health()
        .degradations(Duration.ofSeconds(20))
        .toCompletableFuture()
        .join();
  }

  /** What keeps this node from serving, by name. */
  Map<String, String> problems() {
    return node.context().health().problems(Duration.ofSeconds(20)).toCompletableFuture().join();
  }

  double lookups(String source) {
    return node.context().meters().get("ocelli.links.lookup").tag("source", source).timer().count();
  }

  static String token(String client) {
    return MINT.authorisation(new ClientId(client), Map.of("links-1.*", true));
  }

  static String tokenWithout(String client) {
    return MINT.authorisation(new ClientId(client), Map.of("ocr-*", true));
  }

  static String degraded(String client) {
    return MINT.mintDegraded(new ClientId(client), Map.of("links-1.*", true)).token();
  }

  URI uri(String path) {
    return uri(Door.PUBLIC, path);
  }

  URI uri(Door door, String path) {
    return URI.create("http://127.0.0.1:" + address(door).getPort() + path);
  }

  InetSocketAddress address(Door door) {
    return door == Door.PUBLIC ? server.localAddress() : links.redirects().orElseThrow();
  }

  HttpResponse<String> post(String token, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/links"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Makes a link and gives its code. */
  String make(String client, String body) throws Exception {
    HttpResponse<String> answer = post(token(client), body);
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return json(answer).path("code").asText();
  }

  HttpResponse<String> own(String client, String method, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token(client))
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  HttpResponse<String> visit(Door door, String code, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(door, "/l/" + code));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> visitWithPassword(Door door, String code, String password) throws Exception {
    String pair =
        Base64.getEncoder().encodeToString(("x:" + password).getBytes(StandardCharsets.UTF_8));
    return visit(door, code, "Authorization", "Basic " + pair);
  }

  HttpResponse<String> form(Door door, String code, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(door, "/l/" + code))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(
        request.timeout(Duration.ofMinutes(5)).build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) throws Exception {
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    links.drain().toCompletableFuture().join();
    node.close();
    links.close();
    line.close();
  }
}
