package ocelli.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GreetingTest {
  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 80}; // as Java's TLS answers
  private static final byte[] VERSIONS = {0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  @Test
  void from_plainWhereTheBrokerWantsTls_isRefused_andNamesIt() throws Exception {
    try (Broker broker = new Broker(ALERT)) {
      assertThatThrownBy(() -> KafkaConnection.from(kafka(broker)))
          .hasMessageContaining("the broker at " + broker.address() + " answers in TLS")
          .hasMessageContaining("security.protocol of ocelli.kafka.client is PLAINTEXT");
    }
  }

  @Test
  void answeredInTls_plainBroker_isTaken_alsoBehindOneThatIsAway() throws Exception {
    try (Broker broker = new Broker(VERSIONS)) {
      assertThat(Greeting.answeredInTls(nobody() + ", " + broker.address())).isEmpty();
      assertThat(broker.asked).isCompletedWithValue(10);
    }
  }

  @Test
  void answeredInTls_nobodyOrNoAddress_isLeftToTheClients() throws Exception {
    assertThat(Greeting.answeredInTls(nobody())).isEmpty();
    assertThat(Greeting.answeredInTls("no address")).isEmpty();
  }

  private static String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static Config kafka(Broker broker) {
    return ConfigFactory.parseString("bootstrap-servers = \"" + broker.address() + "\"")
        .withFallback(ConfigFactory.load().getConfig("ocelli.kafka"));
  }

  /** Answers the first question with these bytes and hangs up. */
  private static final class Broker implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Integer> asked = new CompletableFuture<>();

    Broker(byte[] answer) throws IOException {
      Thread thread = new Thread(() -> serve(answer));
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(byte[] answer) {
      try (Socket client = server.accept()) {
        byte[] question = client.getInputStream().readNBytes(14);
        asked.complete((int) question[3]);
        client.getOutputStream().write(answer);
      } catch (IOException e) {
        asked.completeExceptionally(e); // closed before anybody came
      }
    }

    String address() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
