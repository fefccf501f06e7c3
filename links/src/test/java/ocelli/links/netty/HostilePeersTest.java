package ocelli.links.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ocelli.links.netty.Peer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What peers get that are no browsers: a right refusal or the end, and the others their answers.
 */
class HostilePeersTest {
  private static final String HOST = "Host: h\r\n";
  private final TestDoor door = new TestDoor();

  @AfterEach
  void othersAreServedAndClose() throws Exception {
    try (Peer peer = door.peer()) {
      assertThat(peer.send(Peer.get("/l/hot")).read().status()).isEqualTo(301);
    }
    door.close();
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        bad("NONSENSE\r\n\r\n", 400, "bad-request"),
        bad(
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n",
            400,
            "bad-request"),
        bad("GET /l/hot HTTP/1.1\r\n\r\n", 400, "bad-request"),
        bad("GET /l/hot HTTP/1.1\r\n" + HOST + HOST + "\r\n", 400, "bad-request"),
        bad("GET /l/hot HTTP/2.0\r\n" + HOST + "\r\n", 505, "http-version"),
        bad("GET /l/hot HTTP/1.1\r\n" + HOST + "A b: c\r\n\r\n", 400, "bad-request"),
        bad("GET /l/hot HTTP/1.1\r\n" + HOST + "A: b\u0000c\r\n\r\n", 400, "bad-request"),
        bad("GET /l/hot\u0000 HTTP/1.1\r\n" + HOST + "\r\n", 400, "bad-request"),
        bad("GET /l/%zz HTTP/1.1\r\n" + HOST + "\r\n", 400, "bad-request"),
        bad("BREW /l/hot HTTP/1.1\r\n" + HOST + "\r\n", 501, "not-implemented"),
        bad("TRACE /l/x HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n\r\na", 400, "bad-request"),
        bad(post("Content-Length: -1\r\n\r\n"), 400, "bad-request"),
        bad(post("Content-Length: 1, 2\r\n\r\nab"), 400, "bad-request"),
        bad(post("Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), 400, "bad-request"),
        bad(post("Transfer-Encoding: chunked\r\n\r\nzz\r\n"), 400, "bad-request"),
        bad(post("Content-Length: 101\r\n\r\n"), 413, "too-large"),
        bad(post("Expect: 100-continue\r\nContent-Length: 101\r\n\r\n"), 413, "too-large"),
        bad(
            post("Transfer-Encoding: chunked\r\n\r\n65\r\n" + "a".repeat(101) + "\r\n"),
            413,
            "too-large"),
        bad(Peer.get("/l/" + "a".repeat(3000)), 414, "uri-too-long"),
        bad("a".repeat(3000), 414, "uri-too-long"),
        bad(
            "GET /l/hot HTTP/1.1\r\n" + HOST + "A: " + "b".repeat(17_000) + "\r\n\r\n",
            431,
            "header-too-long"),
        bad("GET /l/hot HTTP/1.1\r\n" + HOST + "A: b\r\n".repeat(5_000), 431, "header-too-long"));
  }

  private static Arguments bad(String request, int status, String code) {
    return Arguments.of(request, status, code);
  }

  private static String post(String rest) {
    return "POST /l/hot HTTP/1.1\r\n" + HOST + rest;
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void bad_request_isRefusedAndEnds(String request, int status, String code) throws Exception {
    try (Peer peer = door.peer()) {
      Answer answer = peer.send(request).read();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
      assertThat(answer.headers())
          .containsEntry("content-type", "application/problem+json")
          .containsEntry("connection", "close");
      assertThat(peer.ended()).isTrue();
      assertThat(door.visited).isEmpty();
    }
  }

  /** What comes after a request that cannot be told from its body must not be taken for one. */
  @Test
  void lengthAndChunks_nothingIsSmuggled() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send(
          post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
              + Peer.get("/l/hot2"));
      peer.read();
      assertThat(peer.ended()).isTrue();
      assertThat(door.visited).doesNotContain("hot2");
    }
  }

  @Test
  void halfARequest_thenHangsUp_ends() throws Exception {
    try (Peer peer = door.peer()) {
      assertThat(peer.send("GET /l/hot HTT").endOutput().ended()).isTrue();
    }
    try (Peer peer = door.peer()) {
      assertThat(peer.send(post("Content-Length: 5\r\n\r\nab")).endOutput().ended()).isTrue();
    }
    assertThat(door.visited).isEmpty();
  }

  @Test
  @Timeout(60)
  void byteByByte_isCutOff() throws Exception {
    try (TestDoor strict = new TestDoor(Duration.ofMillis(200), 10);
        Peer peer = strict.peer()) {
      assertThat(peer.send("GET /l/hot HTTP/1.1\r\nHost: h\r\nA: ").drip('a')).isEqualTo("");
      assertThat(strict.visited).isEmpty();
    }
  }

  /** It asks and asks and never reads: no more is answered than what fits on the line. */
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // it blocks in a write
  void neverReads_isNotAnsweredForEver() throws Exception {
    String thousand = Peer.get("/l/hot").repeat(1000);
    try (TestDoor strict = new TestDoor(Duration.ofSeconds(1), 10);
        Peer peer = strict.peer()) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  peer.send(thousand);
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(strict.visited).hasSizeLessThan(500_000);
    }
  }

  @Test
  void tooManyConnections_moreAreClosedUntilOneEnds() throws Exception {
    try (TestDoor small = new TestDoor(TestDoor.LONG, 1);
        Peer first = small.peer()) {
      assertThat(first.send(Peer.get("/l/hot")).read().status()).isEqualTo(301);
      try (Peer second = small.peer()) {
        assertThat(second.ended()).isTrue();
      }
      first.close();
      while (small.door().connections() > 0) {
        Thread.onSpinWait();
      }
      try (Peer third = small.peer()) {
        assertThat(third.send(Peer.get("/l/hot")).read().status()).isEqualTo(301);
      }
    }
  }

  @Test
  void patience_answersKeepItAndSilenceEndsIt() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(new Patience(Duration.ofSeconds(20)));
    channel.pipeline().fireChannelActive();
    for (int i = 0; i < 10; i++) {
      pass(channel, 19);
      channel.writeOutbound("an answer");
    }
    assertThat(channel.isOpen()).isTrue();
    channel.writeInbound("a", "byte", "at", "a", "time");
    pass(channel, 19);
    channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
    pass(channel, 19);
    assertThat(channel.isOpen()).as("a request may wait for its answer").isTrue();
    channel.writeInbound("a", "byte", "at", "a", "time");
    pass(channel, 20);
    pass(channel, 20);
    assertThat(channel.isOpen()).isFalse();
  }

  private static void pass(EmbeddedChannel channel, long seconds) {
    channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }
}
