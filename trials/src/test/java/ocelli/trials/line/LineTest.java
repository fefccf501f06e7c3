package ocelli.trials.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line between a caller and one who says everything back. */
@Timeout(60)
class LineTest {
  private static final int SHORT_MILLIS = 300; // how long one listens to silence
  private static final int PATIENCE_MILLIS = 50_000;

  private final AtomicInteger heard = new AtomicInteger();
  private ServerSocket echo;
  private Line line;

  @BeforeEach
  void begin() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread server = new Thread(this::sayBack, "echo");
    server.setDaemon(true);
    server.start();
    line = Line.to("test", echo::getLocalPort, new SplittableRandom(1));
  }

  @AfterEach
  void end() throws IOException {
    line.close();
    echo.close();
  }

  private void sayBack() {
    while (!echo.isClosed()) {
      try (Socket socket = echo.accept()) {
        byte[] buffer = new byte[8192];
        for (int n = socket.getInputStream().read(buffer); n >= 0; ) {
          heard.addAndGet(n);
          socket.getOutputStream().write(buffer, 0, n);
          n = socket.getInputStream().read(buffer);
        }
      } catch (IOException e) {
        // The caller, or the test, has gone.
      }
    }
  }

  private Socket call() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static byte[] say(Socket socket, byte[] words) throws IOException {
    socket.getOutputStream().write(words);
    byte[] answer = new byte[words.length];
    new DataInputStream(socket.getInputStream()).readFully(answer);
    return answer;
  }

  @Test
  void withoutTrouble_carriesAllBothWays_andTheEnd() throws IOException {
    byte[] words = new byte[100_000];
    new Random(1).nextBytes(words);
    try (Socket socket = call()) {
      for (int i = 0; i < 5; i++) {
        assertThat(say(socket, words)).isEqualTo(words);
      }
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aTrouble_isOfConnectionsThatAreThere_andEnds() throws IOException {
    byte[] words = {1, 2, 3};
    try (Socket socket = call()) {
      assertThat(say(socket, words)).isEqualTo(words);
      line.be(new Trouble.WrongBytes(bytes -> new byte[bytes.length]));
      assertThat(say(socket, words)).containsExactly(0, 0, 0);
      line.be(new Trouble.None());
      assertThat(say(socket, words)).isEqualTo(words);
    }
  }

  @Test
  void resets_areHeardAsSuch_whenTheQuestionHasArrived() throws IOException {
    line.be(new Trouble.Resets(0));
    try (Socket socket = call()) {
      assertThatThrownBy(() -> say(socket, new byte[10]))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    assertThat(heard).hasValue(10);
  }

  @Test
  void halfOpen_takesConnections_andIsSilent_untilItIsOver() throws IOException {
    byte[] words = {1, 2, 3};
    line.be(new Trouble.HalfOpen());
    try (Socket socket = call()) {
      socket.setSoTimeout(SHORT_MILLIS);
      assertThatThrownBy(() -> say(socket, words)).isInstanceOf(SocketTimeoutException.class);
      line.be(new Trouble.None());
      socket.setSoTimeout(PATIENCE_MILLIS);
      byte[] answer = new byte[3];
      new DataInputStream(socket.getInputStream()).readFully(answer);
      assertThat(answer).isEqualTo(words);
    }
  }

  @Test
  void whoIsNotThere_isHeardAsAReset_andAskedForAnewLater() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (Line late =
        Line.to(
            "late",
            () -> {
              if (asked.getAndIncrement() == 0) {
                throw new IOException("not yet");
              }
              return echo.getLocalPort();
            },
            new SplittableRandom(1))) {
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), late.port())) {
        assertThatThrownBy(() -> say(first, new byte[1])).isInstanceOf(IOException.class);
      }
      try (Socket second = new Socket(InetAddress.getLoopbackAddress(), late.port())) {
        assertThat(say(second, new byte[] {7})).containsExactly(7);
      }
    }
  }

  @Test
  void close_endsWhatIsCarried() throws IOException {
    try (Socket socket = call()) {
      say(socket, new byte[1]);
      line.close();
      assertThatThrownBy(() -> say(socket, new byte[1])).isInstanceOf(IOException.class);
    }
  }
}
