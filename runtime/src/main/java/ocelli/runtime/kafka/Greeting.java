package ocelli.runtime.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.config.ConfigException;

/**
 * Asks the brokers one plain question. A plain client takes the alert with which TLS answers for
 * the length of an answer, 352,518,912 bytes, and ends for want of memory (KAFKA-4090): somebody
 * must look first.
 */
final class Greeting {
  /** ApiVersions in its first form: every broker answers it, whoever asks. */
  private static final byte[] QUESTION =
      ByteBuffer.allocate(14)
          .putInt(10) // bytes that follow
          .putShort((short) 18) // ApiVersions
          .putShort((short) 0) // its version
          .putInt(0) // which question
          .putShort((short) -1) // from nobody by name
          .array();

  /** The first byte of a TLS alert (RFC 8446, 5.1). As a length it would be above 350 MB. */
  private static final int ALERT = 21;

  /** A broker that is there answers in milliseconds; one that is not is looked for later. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Greeting() {}

  /**
   * The first broker that answers as TLS does; empty where none does, or none answers. Blocking: at
   * most twice the patience for each broker.
   *
   * @param bootstrapServers {@code host:port}, comma-separated
   */
  static Optional<String> answeredInTls(String bootstrapServers) {
    for (InetSocketAddress broker : addresses(bootstrapServers)) {
      Optional<Boolean> tls = isTls(broker);
      if (tls.isPresent()) {
        return tls.filter(is -> is).map(is -> broker.getHostString() + ":" + broker.getPort());
      }
    }
    return Optional.empty();
  }

  private static List<InetSocketAddress> addresses(String bootstrapServers) {
    try {
      return ClientUtils.parseAndValidateAddresses(
          List.of(bootstrapServers.split("\\s*,\\s*")), "use_all_dns_ips");
    } catch (ConfigException e) {
      return List.of(); // the clients say it
    }
  }

  private static Optional<Boolean> isTls(InetSocketAddress broker) {
    int patience = Math.toIntExact(PATIENCE.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(broker, patience);
      socket.setSoTimeout(patience);
      socket.getOutputStream().write(QUESTION);
      int first = new DataInputStream(socket.getInputStream()).readUnsignedByte();
      return Optional.of(first == ALERT);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
