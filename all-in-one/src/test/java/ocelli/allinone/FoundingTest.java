package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

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
    try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = node.getLocalPort();
      assertThat(Founding.answers("127.0.0.1", "127.0.0.1", port)).isTrue();
    }
    assertThat(Founding.answers("", "127.0.0.1", port)).as("nobody listens any more").isTrue();
  }

  @Test
  void answers_notWhoIsSilent() throws IOException {
    try (Silent node = new Silent()) {
      assertThat(Founding.answers("", "127.0.0.1", node.port())).isFalse();
    }
  }

  /** The second, which joins as Akka does it, shows how long the first had. */
  @Test
  void join_behindACutLine_waits_untilItIsMended() throws Exception {
    ActorSystem<Void> careful = system();
    ActorSystem<Void> plain = system();
    try (Silent others = new Silent()) {
      Founding.join(careful, named(careful, others.port()), "");
      Cluster.get(plain)
          .manager()
          .tell(
              new JoinSeedNodes(
                  named(plain, others.port()).stream().map(AddressFromURIString::parse).toList()));
      Await.until(PATIENCE, () -> "a cluster founded by Akka alone", () -> isUp(plain));
      assertThat(isUp(careful)).isFalse();
      others.close();
      Await.until(PATIENCE, () -> "a cluster when the others answer", () -> isUp(careful));
    } finally {
      careful.terminate();
      plain.terminate();
    }
  }

  private static ActorSystem<Void> system() {
    return ActorSystem.create(
        Behaviors.empty(),
        "founding",
        ConfigFactory.parseString(
                """
                akka.actor.provider = cluster
                akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                akka.cluster.seed-node-timeout = 1s
                akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = off
                akka.coordinated-shutdown.exit-jvm = off
                """)
            .withFallback(ConfigFactory.defaultReference())
            .resolve());
  }

  /** Itself and two others, which are silent. */
  private static List<String> named(ActorSystem<?> system, int others) {
    String other = new Address("akka", "founding", "127.0.0.1", others).toString();
    return List.of(Cluster.get(system).selfMember().address().toString(), other, other);
  }

  private static boolean isUp(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().status().equals(MemberStatus.up());
  }

  /** Listens and lets nobody in, as if the line to it were cut. */
  private static final class Silent implements AutoCloseable {
    private static final int BACKLOG = 1;

    private final ServerSocket socket =
        new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new ArrayList<>();

    Silent() throws IOException {
      // Linux takes one more than the backlog, then lets further ones wait without a word.
      for (int i = 0; i <= BACKLOG; i++) {
        queue.add(new Socket(socket.getInetAddress(), port()));
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (Socket waiting : queue) {
        waiting.close();
      }
      socket.close();
    }
  }
}
