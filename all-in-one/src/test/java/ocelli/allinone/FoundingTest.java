package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundingTest {
  private static final int BACKLOG = 1;

  @ParameterizedTest
  @CsvSource({
    "1, 0, true",
    "2, 0, false",
    "2, 1, true",
    "3, 0, false",
    "3, 1, true",
    "5, 1, false"
  })
  void moreThanHalf_countsItself(int named, int answering, boolean founds) {
    List<Address> nodes =
        IntStream.range(0, named)
            .mapToObj(i -> new Address("akka", "push", "node", i + 1))
            .toList();
    List<Address> there = nodes.subList(1, 1 + answering);
    assertThat(Founding.moreThanHalf(nodes, there::contains)).isEqualTo(founds);
  }

  @Test
  void answers_whoListens_andWhoRefuses() throws IOException {
    int port;
    try (ServerSocket node = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      port = node.getLocalPort();
      assertThat(Founding.answers("127.0.0.1", "127.0.0.1", port)).isTrue();
    }
    assertThat(Founding.answers("", "127.0.0.1", port)).as("nobody listens any more").isTrue();
  }

  @Test
  void answers_notWhoIsSilent() throws IOException {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket node = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      // Linux takes one more than the backlog, then lets further ones wait without a word.
      for (int i = 0; i <= BACKLOG; i++) {
        queue.add(new Socket(node.getInetAddress(), node.getLocalPort()));
      }
      assertThat(Founding.answers("", "127.0.0.1", node.getLocalPort())).isFalse();
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }
}
