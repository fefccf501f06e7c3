package ocelli.ledger;

import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.server.Directives;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ocelli.authz.verify.TokenVerifier;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;

/** A ledger that looks every 100 ms, with both its ports as one. */
final class LedgerNode implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestNode node;
  private final Ledger ledger;
  private final ServerBinding server;

  private LedgerNode(TestNode node, Ledger ledger, ServerBinding server) {
    this.node = node;
    this.ledger = ledger;
    this.server = server;
  }

  /**
   * @param within how long an image may lack an answer
   */
  static LedgerNode start(Machine machine, Duration within) throws Exception {
    return start(machine, within, within);
  }

  /**
   * @param within how long an image may lack an answer
   * @param summaryWithin how long it may lack its summary
   */
  static LedgerNode start(Machine machine, Duration within, Duration summaryWithin)
      throws Exception {
    TestNode node =
        TestNode.start(machine.kafka(), settings(machine.database(), within, summaryWithin));
    Ledger ledger = start(node);
    ServerBinding server =
        Http.get(node.context().system())
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(Directives.concat(ledger.routes(), ledger.managementRoutes())))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    return new LedgerNode(node, ledger, server);
  }

  /** Settings of a node on a database. */
  static String settings(DatabaseSettings database, Duration within, Duration summaryWithin) {
    return LiveBackend.hocon("ocelli.ledger.database", database)
        + "ocelli.ledger { within = "
        + within.toMillis()
        + "ms, summary-within = "
        + summaryWithin.toMillis()
        + "ms, look = 100ms, committer.max-interval = 100ms }\n";
  }

  private static Ledger start(TestNode node) {
    return Ledger.start(
        node.context(),
        LedgerSettings.from(node.context().settings("ocelli.ledger")),
        TokenVerifier.create(Messages.KEYS));
  }

  /** A gauge's value; NaN while nothing is known. */
  double gauge(String name) {
    return node.context().meters().get(name).gauge().value();
  }

  double unaccounted() {
    return gauge("ocelli.unaccounted.images");
  }

  Map<String, String> degradations() {
    return node.context()
        .health()
        .degradations(Duration.ofSeconds(20))
        .toCompletableFuture()
        .join();
  }

  HttpResponse<String> get(String path, String token) throws Exception {
    return answer("GET", path, token);
  }

  HttpResponse<String> delete(String path) throws Exception {
    return answer("DELETE", path, "");
  }

  JsonNode json(String path, String token) throws Exception {
    return JSON.readTree(get(path, token).body());
  }

  private HttpResponse<String> answer(String method, String path, String token) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.localAddress().getPort() + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Says where push answers. */
  void connect(URI push) {
    ledger.connect(push);
  }

  void drain() throws Exception {
    ledger.drain().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    node.close();
  }
}
