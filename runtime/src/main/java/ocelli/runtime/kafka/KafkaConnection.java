package ocelli.runtime.kafka;

import akka.actor.typed.ActorSystem;
import akka.kafka.ConsumerSettings;
import akka.kafka.ProducerSettings;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How to reach the brokers. Every client of them is made here, so that what operators say of the
 * line holds for all.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties what operators say of the line
 */
public record KafkaConnection(String bootstrapServers, ClientProperties properties) {
  /**
   * The largest record: an image of 16 MiB with its envelope. Topic, broker, producer and consumer
   * agree on it (STACK, Akka 9).
   */
  public static final int MAX_RECORD_BYTES = 17 * 1024 * 1024;

  /**
   * How long a member of a consumer group is missed before others read its partitions: a stopped
   * consumer's are to be read again within 12 s, and the group needs one heartbeat more to agree.
   * The broker takes no less than 6 s; its default, 45 s, let images wait that long.
   */
  private static final Duration SESSION = Duration.ofSeconds(9);

  private static final Duration HEARTBEAT = Duration.ofSeconds(2); // four are missed, not one

  /** Over plain lines, to brokers that ask nobody's name. */
  public KafkaConnection(String bootstrapServers) {
    this(bootstrapServers, ClientProperties.NONE);
  }

  /**
   * As the settings say. Blocking, for start-up: where lines are to be plain, it asks the brokers
   * whether they want TLS.
   *
   * @param kafka {@code ocelli.kafka}
   * @throws IllegalArgumentException names the property that is wrong, and never shows a secret
   */
  public static KafkaConnection from(Config kafka) {
    KafkaConnection connection =
        new KafkaConnection(kafka.getString("bootstrap-servers"), ClientProperties.from(kafka));
    if (!connection.properties.protocol().endsWith("SSL")) {
      Greeting.answeredInTls(connection.bootstrapServers)
          .ifPresent(
              broker -> {
                throw new IllegalArgumentException(
                    "the broker at "
                        + broker
                        + " answers in TLS, and security.protocol of ocelli.kafka.client is "
                        + connection.properties.protocol());
              });
    }
    return connection;
  }

  /**
   * A consumer's settings. A position outside the log is an error, never a jump: first positions
   * are written when topics are made.
   *
   * @param group the consumer group, also where positions are only reported for lag
   */
  public ConsumerSettings<byte[], byte[]> consumer(ActorSystem<?> system, String group) {
    return ConsumerSettings.create(system, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .withProperties(properties.values())
        .withBootstrapServers(bootstrapServers)
        .withGroupId(group)
        .withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none")
        .withProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
        .withProperty(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "" + SESSION.toMillis())
        .withProperty(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "" + HEARTBEAT.toMillis())
        .withProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .withProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
  }

  /**
   * A producer's settings: idempotent, acknowledged by all in-sync replicas.
   *
   * @param bufferBytes the memory for records that wait to be sent; beyond it {@code send} blocks,
   *     so a caller keeps its own budget below it
   */
  public ProducerSettings<byte[], byte[]> producer(ActorSystem<?> system, long bufferBytes) {
    return ProducerSettings.create(system, new ByteArraySerializer(), new ByteArraySerializer())
        .withProperties(properties.values())
        .withBootstrapServers(bootstrapServers)
        .withProperty(ProducerConfig.ACKS_CONFIG, "all")
        .withProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .withProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_RECORD_BYTES))
        .withProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(bufferBytes));
  }

  /** A new admin client; its owner closes it. */
  public Admin admin() {
    Map<String, Object> settings = new HashMap<>(properties.values());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return Admin.create(settings);
  }
}
