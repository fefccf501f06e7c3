package ocelli.links.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ocelli.links.netty.Peer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What polite peers get, on real sockets. */
class RedirectDoorTest {
  private final TestDoor door = new TestDoor();

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void get_hot_answeredWithTheHeadersOfAServer() throws Exception {
    try (Peer peer = door.peer()) {
      Answer answer =
          peer.send("GET /l/hot HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n").read();
      assertThat(answer.status()).isEqualTo(301);
      assertThat(answer.body()).isEqualTo("to hot for text/html");
      assertThat(answer.headers())
          .containsEntry("location", "https://e.com/hot")
          .containsEntry("content-type", "text/plain; charset=UTF-8")
          .containsEntry("date", "Sun, 01 Nov 2026 09:08:07 GMT")
          .doesNotContainKey("connection");
    }
  }

  @Test
  void get_notInMemory_waitsForTheDatabase() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send("GET /l/cold HTTP/1.1\r\nHost: h\r\nAuthorization: Basic eDp5\r\n\r\n");
      assertThat(peer.read().body()).isEqualTo("asked for coldBasic eDp5");
    }
  }

  @Test
  void get_otherThanACode_answeredByTheRoutes() throws Exception {
    try (Peer peer = door.peer()) {
      assertThat(peer.send(Peer.get("/l/cold?x=y")).read().body()).isEqualTo("GET /l/cold");
      assertThat(peer.send(Peer.get("/l/hot%20")).read().body()).startsWith("GET /l/hot");
      assertThat(peer.send(Peer.get("/links/help")).read().body()).isEqualTo("GET /links/help");
      assertThat(peer.send(Peer.get("http://h/l/hot")).read().body()).isEqualTo("GET /l/hot");
    }
  }

  @Test
  void post_form_answeredByTheRoutes() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send(
          "POST /l/hot HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(peer.read().status()).isEqualTo(100);
      assertThat(peer.send("ab").read().body()).isEqualTo("POST /l/hot");
      assertThat(peer.send(Peer.get("/l/hot1")).read().body()).startsWith("to hot1");
    }
  }

  @Test
  void get_withBody_isSkipped() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send("GET /l/hot HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab");
      assertThat(peer.read().body()).isEqualTo("GET /l/hot");
      assertThat(peer.send(Peer.get("/l/hot1")).read().body()).startsWith("to hot1");
    }
  }

  @Test
  void pipelined_slowInTheMiddle_answeredInOrder() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send(
          Peer.get("/l/hot1")
              + Peer.get("/l/late")
              + Peer.get("/l/hot2")
              + Peer.get("/late")
              + Peer.get("/l/cold")
              + Peer.get("/l/hot3"));
      assertThat(peer.read().body()).startsWith("to hot1");
      assertThat(door.visited).doesNotContain("hot2");
      door.let.complete(null);
      assertThat(peer.read().body()).isEqualTo("asked for late");
      assertThat(peer.read().body()).startsWith("to hot2");
      assertThat(peer.read().body()).isEqualTo("GET /late");
      assertThat(peer.read().body()).isEqualTo("asked for cold");
      assertThat(peer.read().body()).startsWith("to hot3");
    }
  }

  @Test
  void head_hasLengthWithoutBody() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send("HEAD /l/hot HTTP/1.1\r\nHost: h\r\n\r\n" + Peer.get("/l/hot1"));
      Answer head = peer.readHead();
      assertThat(head.status()).isEqualTo(301);
      assertThat(head.headers()).containsEntry("content-length", "19");
      assertThat(peer.read().body()).startsWith("to hot1");
    }
  }

  @Test
  void close_asked_answeredOnceAndEnded() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send(
          "GET /l/hot1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + Peer.get("/l/hot2"));
      assertThat(peer.read().headers()).containsEntry("connection", "close");
      assertThat(peer.ended()).isTrue();
      assertThat(door.visited).containsExactly("hot1");
    }
  }

  @Test
  void close_askedOfARoute_dropsWhatCameAhead() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send(
          "GET /l/late HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + Peer.get("/l/hot2"));
      door.let.complete(null);
      assertThat(peer.read().body()).isEqualTo("asked for late");
      assertThat(peer.ended()).isTrue();
      assertThat(door.visited).containsExactly("late");
    }
  }

  @Test
  void http10_endsUnlessKeptAlive() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send("GET /l/hot HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(peer.read().headers()).containsEntry("connection", "keep-alive");
      assertThat(peer.send("GET /l/hot HTTP/1.0\r\n\r\n").read().status()).isEqualTo(301);
      assertThat(peer.ended()).isTrue();
    }
  }

  @Test
  void peer_hangsUpAfterAsking_isAnswered() throws Exception {
    try (Peer peer = door.peer()) {
      peer.send(Peer.get("/l/hot1") + Peer.get("/l/late") + Peer.get("/l/hot2")).endOutput();
      assertThat(peer.read().body()).startsWith("to hot1");
      door.let.complete(null);
      assertThat(peer.read().body()).isEqualTo("asked for late");
      assertThat(peer.read().body()).startsWith("to hot2");
      assertThat(peer.ended()).isTrue();
    }
  }

  @Test
  void bug_is500AndEnds() throws Exception {
    for (String path : new String[] {"/l/bug", "/l/fails", "/fails", "/throws"}) {
      try (Peer peer = door.peer()) {
        Answer answer = peer.send(Peer.get(path)).read();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"internal\"").doesNotContain("a bug");
        assertThat(peer.ended()).isTrue();
      }
    }
  }

  @Test
  void close_answersWhatIsUnderWayAndTakesNoMore() throws Exception {
    try (Peer busy = door.peer();
        Peer idle = door.peer()) {
      assertThat(idle.send(Peer.get("/l/hot")).read().status()).isEqualTo(301);
      busy.send(Peer.get("/l/hot") + Peer.get("/l/late"));
      assertThat(busy.read().status()).isEqualTo(301);
      CompletableFuture<?> closing = door.door().close().toCompletableFuture();
      assertThat(idle.ended()).isTrue();
      door.let.complete(null);
      assertThat(busy.read().headers()).containsEntry("connection", "close");
      assertThat(busy.ended()).isTrue();
      busy.close();
      closing.get(60, TimeUnit.SECONDS);
      assertThatThrownBy(door::peer).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void open_takenPort_saysWhichSetting() {
    RedirectSettings taken =
        new RedirectSettings(
            "127.0.0.1", Optional.of(door.door().address().getPort()), 1, TestDoor.LONG);
    assertThatThrownBy(
            () -> RedirectDoor.open(taken, door.visitor(), request -> null, 1, Clock.systemUTC()))
        .hasMessageContaining("ocelli.links.redirect.port")
        .hasRootCauseInstanceOf(IOException.class);
  }
}
