package ocelli.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import ocelli.embedded.EmbeddedKafka;
import ocelli.embedded.EmbeddedPostgres;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.RecordKeys;
import ocelli.protocol.TopicNames;
import ocelli.protocol.TransactionId;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a database on a folder, which a test may stop and start again. */
final class Machine implements AutoCloseable {
  private static final String PASSWORD = "test-password";

  private final Path folder;
  private final EmbeddedKafka kafka;
  private final EmbeddedPostgres postgres;

  private Machine(Path folder, EmbeddedKafka kafka, EmbeddedPostgres postgres) {
    this.folder = folder;
    this.kafka = kafka;
    this.postgres = postgres;
  }

  static Machine start(Path folder) throws IOException, SQLException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
    postgres.ensureDatabase("ledger", PASSWORD);
    EmbeddedKafka kafka = EmbeddedKafka.start(log(folder), KafkaConnection.MAX_RECORD_BYTES);
    return new Machine(folder, kafka, postgres);
  }

  /** Where the broker's files lie. */
  static Path log(Path folder) {
    return folder.resolve("kafka");
  }

  Path folder() {
    return folder;
  }

  KafkaConnection kafka() {
    return new KafkaConnection(kafka.bootstrapServers());
  }

  DatabaseSettings database() {
    return new DatabaseSettings(postgres.url("ledger"), "ledger", PASSWORD, 4);
  }

  /** Puts messages on a topic and waits for the broker. */
  void publish(String topic, List<Envelope> messages) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Envelope message : messages) {
        byte[] key =
            topic.equals(TopicNames.DELIVERY)
                ? RecordKeys.client(new ClientId(message.getClientId()))
                : RecordKeys.transaction(
                    new ClientId(message.getClientId()),
                    new TransactionId(message.getCorrelationId()));
        sent.add(producer.send(new ProducerRecord<>(topic, key, message.toByteArray())));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Override
  public void close() throws IOException {
    kafka.close();
    postgres.close();
  }
}
