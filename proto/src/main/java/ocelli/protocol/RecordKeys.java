package ocelli.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Kafka keys. Parts are length-prefixed, so that the client {@code a} with transaction {@code bc}
 * and the client {@code ab} with transaction {@code c} never meet. The partition is Kafka's own
 * murmur2 of the key.
 */
public final class RecordKeys {
  private RecordKeys() {}

  /** The key of ingest-1 and vision-1: all of a transaction in one partition. */
  public static byte[] transaction(ClientId client, TransactionId transaction) {
    return bytes(prefixed(client.value()) + prefixed(transaction.value()));
  }

  /** The key of delivery-1: all of a client in one partition. */
  public static byte[] client(ClientId client) {
    return bytes(prefixed(client.value()));
  }

  private static String prefixed(String part) {
    return part.length() + ":" + part;
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
