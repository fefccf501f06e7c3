package ocelli.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import ocelli.jobs.core.FileType;
import ocelli.runtime.egress.AddressRules;
import ocelli.runtime.egress.EgressGuard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrix of remote servers (000-11), against a real one: each fault has a code of its own. */
class FetcherTest {
  private static final long MOST = 4L * 1024 * 1024;
  private static ActorSystem<Void> system;
  private static RemoteServer server;

  @BeforeAll
  static void start() throws Exception {
    system = ActorSystem.create(Behaviors.empty(), "fetcher");
    server = new RemoteServer();
  }

  @AfterAll
  static void end() throws Exception {
    server.close();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"/ok", "/moved"})
  void fetch_image_isGiven(String path) {
    Fetched fetched = fetch(server.url(path), Duration.ofSeconds(30), true);
    assertThat(fetched).isInstanceOf(Fetched.File.class);
    Fetched.File file = (Fetched.File) fetched;
    assertThat(file.image().type()).isEqualTo(FileType.PNG);
    assertThat(file.image().content()).isEqualTo(RemoteServer.PNG);
  }

  @ParameterizedTest
  @CsvSource({
    "/html, source-not-an-image",
    "/empty, source-not-an-image",
    "/missing, source-not-found",
    "/broken, source-failed",
    "/forbidden, source-refused",
    "/endless, source-too-large",
    "/cut, source-unreachable",
    "/loop, source-redirects",
    "/private, source-address-refused",
    "/metadata, source-address-refused",
    "/script, source-bad-redirect"
  })
  void fetch_fault_hasItsCode(String path, String code) {
    assertThat(code(server.url(path), Duration.ofSeconds(30), true)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"/silent", "/drip"})
  void fetch_slow_isCut(String path) {
    assertThat(code(server.url(path), Duration.ofMillis(700), true)).isEqualTo("source-timeout");
  }

  @Test
  void fetch_nobodyThere_isUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertThat(code("http://127.0.0.1:" + port + "/x", Duration.ofSeconds(30), true))
        .isEqualTo("source-unreachable");
  }

  @Test
  void fetch_unknownName_saysSo() {
    assertThat(code("http://unknown.invalid/x", Duration.ofSeconds(30), true))
        .isEqualTo("source-unknown-host");
  }

  @ParameterizedTest
  @CsvSource({"http://10.0.0.1/x", "https://192.168.1.1/", "http://[::ffff:10.0.0.1]/x"})
  void fetch_privateAddress_isRefused(String url) {
    assertThat(code(url, Duration.ofSeconds(30), true)).isEqualTo("source-address-refused");
  }

  @Test
  void fetch_outsideDevelopment_refusesHttpAndLoopback() {
    assertThat(code(server.url("/ok"), Duration.ofSeconds(30), false)).isEqualTo("insecure-url");
    assertThat(code("https://127.0.0.1:1/x", Duration.ofSeconds(30), false))
        .isEqualTo("source-address-refused");
  }

  @Test
  void fetch_httpsFromWhatSpeaksNoTls_isUnreachable() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      Thread answerer = new Thread(() -> answerInClear(socket));
      answerer.setDaemon(true);
      answerer.start();
      String url = "https://127.0.0.1:" + socket.getLocalPort() + "/x";
      assertThat(code(url, Duration.ofSeconds(30), true)).isEqualTo("source-unreachable");
    }
  }

  private static void answerInClear(ServerSocket socket) {
    try (Socket connection = socket.accept()) {
      connection
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      return; // the test sees the code
    }
  }

  private static String code(String url, Duration time, boolean development) {
    return fetch(url, time, development).match(file -> "a file", refused -> refused.cause().code());
  }

  private static Fetched fetch(String url, Duration time, boolean development) {
    AddressRules rules = development ? AddressRules.publicAndLoopback() : AddressRules.publicOnly();
    EgressGuard guard = new EgressGuard(rules, FetcherTest::resolve, ForkJoinPool.commonPool());
    FetchSettings settings = new FetchSettings(time, MOST, 5, development);
    return new Fetcher(system, guard, settings).fetch(url).toCompletableFuture().join();
  }

  private static InetAddress[] resolve(String host) throws UnknownHostException {
    if (host.endsWith(".invalid")) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getAllByName(host);
  }
}
