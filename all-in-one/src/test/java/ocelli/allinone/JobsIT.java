package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import ocelli.client.demo.Samples;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job service from outside, by curl alone: 000's exchange to the letter, and what goes on. */
class JobsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;

  private static UpProcess ocelli;
  private static HttpServer remote;
  private static String token;
  private static String stranger;

  @BeforeAll
  static void start() throws Exception {
    byte[] receipt = JobsIT.class.getResourceAsStream("/samples/receipt.png").readAllBytes();
    remote = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
    remote.createContext(
        "/receipt.png",
        exchange -> {
          exchange.sendResponseHeaders(200, receipt.length);
          exchange.getResponseBody().write(receipt);
          exchange.close();
        });
    remote.start();
    ocelli = UpProcess.start(data);
    token = JobsCustomer.register(ocelli, "reader").token(ocelli);
    stranger = JobsCustomer.register(ocelli, "stranger").token(ocelli);
  }

  @AfterAll
  static void end() throws Exception {
    remote.stop(0);
    ocelli.close();
  }

  @Test
  void exchange_byUrl_isThatOfTheDocument() throws Exception {
    String url = "http://127.0.0.1:" + remote.getAddress().getPort() + "/receipt.png";
    Curl accepted =
        Curl.run(
            token,
            "-H",
            "Content-Type: application/json",
            "-X",
            "POST",
            "-d",
            "{\"url\":\"" + url + "\"}",
            ocelli.url() + "/api/v1/services");
    assertThat(accepted.status()).isEqualTo(202);
    String queue = accepted.header("Content-Location");
    assertThat(queue).matches("/queue/[0-9a-f-]{36}");
    assertThat(accepted.header("Location")).isEqualTo(queue);
    assertThat(accepted.header("Retry-After")).isEqualTo("1");

    Await.until(
        PATIENCE,
        () -> queue + " is done",
        () -> Curl.run(token, ocelli.url() + queue).status() == 303);
    Curl done = Curl.run(token, ocelli.url() + queue);
    assertThat(done.header("Location")).matches("/api/v1/service/[0-9]+");

    Curl result = Curl.run(token, ocelli.url() + done.header("Location"));
    assertThat(result.status()).isEqualTo(200);
    assertThat(JSON.readTree(result.body()).get("result").asText()).contains("GREEN GROCER");
    assertThat(JSON.readTree(result.body()).get("state").asText()).isEqualTo("SUCCESS");
    assertThat(JSON.readTree(result.body()).get("url").asText()).isEqualTo(url);

    assertConditional(done.header("Location"), result);
    assertNobodyElses(queue, done.header("Location"));
  }

  private static void assertConditional(String place, Curl result) {
    assertThat(result.header("Cache-Control")).contains("private", "immutable");
    Curl again =
        Curl.run(token, "-H", "If-None-Match: " + result.header("ETag"), ocelli.url() + place);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  private static void assertNobodyElses(String queue, String place) {
    for (String path :
        List.of(queue, queue + "/events", place, place + "/pages/1", place + "/messages")) {
      assertThat(Curl.run(stranger, ocelli.url() + path).status()).as(path).isEqualTo(404);
    }
    assertThat(Curl.run(stranger, "-X", "DELETE", ocelli.url() + place).status()).isEqualTo(404);
    assertThat(Curl.run(stranger, "-X", "DELETE", ocelli.url() + queue).status()).isEqualTo(404);
    assertThat(Curl.run("", ocelli.url() + place).status()).isEqualTo(401);
  }

  @Test
  void upload_withPrefer_waits_andItsEventsEndWithTheResult() throws Exception {
    Path file = Files.write(data.resolve("receipt.png"), Samples.decodable().get(0));
    Curl waited =
        Curl.run(
            token,
            "-H",
            "Prefer: wait=30",
            "-F",
            "file=@" + file,
            ocelli.url() + "/api/v1/services");
    assertThat(waited.status()).isIn(303, 202); // 202 where this machine is too busy
    Curl list = Curl.run(token, ocelli.url() + "/api/v1/services");
    String job = JSON.readTree(list.body()).get("jobs").get(0).get("job").asText();
    Curl events = Curl.run(token, "-N", ocelli.url() + "/queue/" + job + "/events");
    assertThat(events.header("Content-Type")).contains("text/event-stream");
    assertThat(events.body())
        .contains("event:progress", "\"state\":\"SUCCESS\"", "/api/v1/service/");
    if (waited.status() == 303) {
      assertThat(waited.header("Preference-Applied")).isEqualTo("wait=30");
    }
  }

  @Test
  void webSocket_hearsOfOwnJobsOnly() throws Exception {
    Heard own = Heard.open(token);
    Heard others = Heard.open(stranger);
    String job = JobsCustomer.upload(ocelli.url(), token, "page.png", Samples.decodable().get(1));
    Await.until(
        PATIENCE,
        () -> "heard of " + job + ": " + own.texts,
        () -> own.texts.stream().anyMatch(text -> text.contains(job) && text.contains("SUCCESS")));
    assertThat(others.texts).noneMatch(text -> text.contains(job));
  }

  @Test
  void whatIsNotTaken_isRefusedWithItsCode() throws Exception {
    Path text = Files.writeString(data.resolve("text.png"), "no image");
    String services = ocelli.url() + "/api/v1/services";
    assertRefused(415, "not-an-image", "-F", "file=@" + text, services);
    assertRefused(400, "missing-field", "-F", "other=@" + text, services);
    assertRefused(415, "unsupported-body", "-d", "a=b", services);
    assertRefused(400, "bad-json", "-H", "Content-Type: application/json", "-d", "{", services);
    assertRefused(
        400, "missing-field", "-H", "Content-Type: application/json", "-d", "{}", services);
    assertRefused(404, "no-such-job", ocelli.url() + "/queue/none");
    assertRefused(404, "no-such-result", ocelli.url() + "/api/v1/service/99999");
    assertRefused(405, "method-not-allowed", "-X", "PUT", services);
  }

  private static void assertRefused(int status, String code, String... arguments)
      throws IOException {
    Curl answer = Curl.run(token, arguments);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(JSON.readTree(answer.body()).get("code").asText()).isEqualTo(code);
  }

  /** What a WebSocket said. */
  private static final class Heard implements WebSocket.Listener {
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final StringBuilder part = new StringBuilder();

    static Heard open(String token) {
      Heard heard = new Heard();
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .header("Authorization", "Bearer " + token)
          .buildAsync(
              URI.create(ocelli.url().toString().replace("http", "ws") + "/websocket"), heard)
          .join();
      return heard;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, text, last);
    }
  }

  /** What curl printed. */
  private record Curl(int status, List<String> headers, String body) {

    static Curl run(String token, String... arguments) {
      List<String> command = new ArrayList<>(List.of("curl", "-s", "-i", "--max-time", "170"));
      if (!token.isEmpty()) {
        command.addAll(List.of("-H", "Authorization: Bearer " + token));
      }
      command.addAll(List.of(arguments));
      try {
        Process curl = new ProcessBuilder(command).start();
        String printed = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        curl.waitFor(10, TimeUnit.SECONDS);
        int end = printed.indexOf("\r\n\r\n");
        while (printed.startsWith("HTTP/1.1 100")) {
          printed = printed.substring(end + 4);
          end = printed.indexOf("\r\n\r\n");
        }
        List<String> head = List.of(printed.substring(0, end).split("\r\n"));
        return new Curl(
            Integer.parseInt(head.get(0).split(" ")[1]), head, printed.substring(end + 4));
      } catch (IOException | InterruptedException e) {
        throw new AssertionError("curl is needed", e);
      }
    }

    String header(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + " in " + headers));
    }
  }
}
