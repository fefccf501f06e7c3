package ocelli.allinone.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge of {@code deploy}, over real connections; where there is an nginx. */
class NginxIT {
  private static final List<String> SERVICES =
      List.of("authn", "authz", "ingestion", "ledger", "firehose", "links", "jobs");
  private static final String VISITS = "links-8081"; // a port of links' own
  private static final int BIG = 20 * 1024 * 1024; // more than nginx takes by default: 1 MiB
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private final Map<String, HttpServer> servers = new HashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CompletableFuture<Integer> firstByte = new CompletableFuture<>();
  private final AtomicInteger broken = new AtomicInteger();
  private Nginx nginx;
  private HttpClient http;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Nginx.isHere(), "no nginx here");
    Map<String, Integer> ports = new HashMap<>();
    SERVICES.forEach(service -> ports.put(service + "-8080", serve(service)));
    ports.put(VISITS, serve(VISITS));
    nginx = Nginx.start(folder, ports);
    http = HttpClient.newBuilder().sslContext(nginx.trust()).build();
  }

  private int serve(String service) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(service, exchange));
      server.start();
      servers.put(service, server);
      return server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    goOn.countDown();
    servers.values().forEach(server -> server.stop(0));
    threads.shutdownNow();
    if (nginx != null) {
      nginx.close();
    }
  }

  private void answer(String service, HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/broken")) {
        broken.incrementAndGet();
        return; // the connection ends without an answer
      }
      if (path.endsWith("/slow-body")) {
        firstByte.complete(exchange.getRequestBody().read());
      }
      int bytes = exchange.getRequestBody().readAllBytes().length;
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      if (path.equals("/firehose")) {
        out.write("first\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        await(goOn);
        out.write("second\n".getBytes(StandardCharsets.UTF_8));
      } else {
        out.write(told(service, exchange, bytes));
      }
    }
  }

  private static byte[] told(String service, HttpExchange exchange, int bytes) throws IOException {
    Map<String, String> told = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> told.put(name, String.join(",", values)));
    told.put("service", service);
    told.put("bytes", Integer.toString(bytes));
    told.put("path", exchange.getRequestURI().toString());
    return new ObjectMapper().writeValueAsBytes(told);
  }

  @Test
  void everyPrefix_leadsWhereTheOtherEdgeLeads() throws Exception {
    Config prefixes =
        ConfigFactory.parseResources("processes.conf").getConfig("ocelli.processes.prefixes");
    for (var prefix : prefixes.root().entrySet()) {
      String[] words = prefix.getKey().split(" ");
      String path = words[words.length - 1];
      String service = String.valueOf(prefix.getValue().unwrapped());
      // Here the two roles are two services, and visits have a port of their own.
      String expected = Map.of("/authn", "authn", "/l", VISITS).getOrDefault(path, service);
      String method = words.length == 2 ? words[0] : "POST";
      String below = path.equals("/") ? "/page" : path + "/a%20b?q=1";
      JsonNode told = json(send(method, below, Map.of()));
      assertThat(told.path("service").asText()).as(method + " " + below).isEqualTo(expected);
      assertThat(told.path("path").asText()).isEqualTo(below);
    }
    assertThat(json(send("POST", "/firehosed", Map.of())).path("service").asText())
        .isEqualTo("jobs");
  }

  @Test
  void status_ofEachServiceWithADoor_isTheService_sOwn() throws Exception {
    for (String service : SERVICES) {
      JsonNode told = json(send("GET", "/status/" + service, Map.of()));
      assertThat(told.path("service").asText()).isEqualTo(service);
      assertThat(told.path("path").asText()).isEqualTo("/status");
    }
    for (String other : List.of("/status", "/status/push", "/status/jobs/more")) {
      JsonNode told = json(send("GET", other, Map.of()));
      assertThat(told.path("path").asText()).isEqualTo(other);
      assertThat(told.path("service").asText()).isEqualTo("jobs");
    }
  }

  @Test
  void whatAClientSaysOfItsAddress_isNotBelieved() throws Exception {
    JsonNode told =
        json(
            send(
                "POST",
                "/authn/token",
                Map.of(
                    "X-Forwarded-For", "6.6.6.6",
                    "X-Forwarded-Proto", "http",
                    "X-Forwarded-Host", "evil.example",
                    "Forwarded", "for=6.6.6.6")));
    assertThat(told.path("X-forwarded-for").asText()).isEqualTo("127.0.0.1");
    assertThat(told.path("X-forwarded-proto").asText()).isEqualTo("https");
    assertThat(told.has("X-forwarded-host")).isFalse();
    assertThat(told.has("Forwarded")).isFalse();
    assertThat(told.path("Host").asText()).isEqualTo(nginx.address().getAuthority());
  }

  @Test
  void session_goesToItsKeeper_aTokenToItsOwner() throws Exception {
    Map<String, String> cookie = Map.of("Cookie", "a=b; ocelli_session=abc");
    Map<String, String> both =
        Map.of("Cookie", "ocelli_session=abc", "Authorization", "Bearer token");
    assertThat(json(send("POST", "/links", cookie)).path("service").asText()).isEqualTo("jobs");
    assertThat(json(send("POST", "/links", both)).path("service").asText()).isEqualTo("links");
    assertThat(json(send("GET", "/l/code", cookie)).path("service").asText())
        .as("a link is followed without a session")
        .isEqualTo(VISITS);
  }

  @Test
  void bytes_passAsTheyCome_bothWays() throws Exception {
    HttpResponse<InputStream> held =
        http.send(request("GET", "/firehose", Map.of()), BodyHandlers.ofInputStream());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(held.body(), StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("first"); // the second is not sent before this was read
    goOn.countDown();
    assertThat(lines.readLine()).isEqualTo("second");

    try (PipedOutputStream body = new PipedOutputStream()) {
      PipedInputStream in = new PipedInputStream(body, BIG);
      HttpRequest upload =
          HttpRequest.newBuilder(nginx.address().resolve("/images/t/slow-body"))
              .POST(BodyPublishers.ofInputStream(() -> in))
              .build();
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(upload, BodyHandlers.ofString());
      body.write(new byte[64 * 1024]);
      body.flush();
      assertThat(firstByte.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isZero();
      body.write(new byte[BIG]);
      body.close();
      assertThat(json(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).path("bytes").asInt())
          .isEqualTo(64 * 1024 + BIG - 1);
    }
  }

  @Test
  void service_away_or_broken_isToldAtOnce_andNothingIsSentTwice() throws Exception {
    HttpResponse<String> cut = send("POST", "/images/t/broken", Map.of());
    assertThat(cut.statusCode()).isEqualTo(503);
    assertThat(broken).hasValue(1);

    servers.get("links").stop(0);
    HttpResponse<String> away = send("POST", "/links", Map.of());
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(json(away).path("code").asText()).isEqualTo("away");
    assertThat(json(away).path("detail").asText()).contains("links");
  }

  @Test
  void webSocket_isAskedForOnward() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), nginx.inside())) {
      socket
          .getOutputStream()
          .write(
              ("GET /websocket HTTP/1.1\r\nHost: edge\r\nUpgrade: websocket\r\n"
                      + "Connection: Upgrade\r\nAuthorization: Bearer t\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String told = lines.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
      assertThat(new ObjectMapper().readTree(told).path("Upgrade").asText()).isEqualTo("websocket");
      assertThat(new ObjectMapper().readTree(told).path("Connection").asText())
          .isEqualTo("upgrade");
    }
  }

  @Test
  void log_holdsNoSecret() throws Exception {
    send("POST", "/l/Ab3dEfGhIj?password=hidden", Map.of("Authorization", "Bearer hidden"));
    send("POST", "/links/Ab3dEfGhIj", Map.of());
    assertThat(nginx.log()).doesNotContain("hidden").doesNotContain("Ab3dEfGhIj").contains("/l/-");
  }

  @Test
  void browsers_areHeldToTls() throws Exception {
    assertThat(send("POST", "/page", Map.of()).headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=31536000");
  }

  private HttpResponse<String> send(String method, String path, Map<String, String> headers)
      throws Exception {
    return http.send(request(method, path, headers), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(nginx.address().resolve(path))
            .method(
                method,
                method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("x"));
    headers.forEach(request::header);
    return request.build();
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new UncheckedIOException(new IOException("nobody read the first line"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
