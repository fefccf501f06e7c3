package ocelli.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** One KRaft node, broker and controller, in this JVM, bound to loopback. */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String CLUSTER_ID_FILE = "cluster.id";

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a node on a folder; formats it where it is new. Blocking: 1 to 5 s.
   *
   * @param folder of its data
   * @param maxRecordBytes the largest record that it takes
   * @throws IOException where the folder cannot be used
   */
  public static EmbeddedKafka start(Path folder, int maxRecordBytes) throws IOException {
    Files.createDirectories(folder);
    int brokerPort = FreePort.any();
    int controllerPort = FreePort.any();
    Properties properties = properties(folder, brokerPort, controllerPort, maxRecordBytes);
    format(folder, properties);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(server, "127.0.0.1:" + brokerPort);
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  private static Properties properties(
      Path folder, int brokerPort, int controllerPort, int maxRecordBytes) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("log.dirs", folder.resolve("data").toString());
    p.put("offsets.topic.replication.factor", "1");
    p.put(
        "offsets.topic.num.partitions",
        "4"); // a handful of groups; the default 50 costs start time
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0"); // one process: nobody to wait for
    p.put("auto.create.topics.enable", "false");
    p.put("message.max.bytes", Integer.toString(maxRecordBytes));
    p.put("replica.fetch.max.bytes", Integer.toString(maxRecordBytes));
    p.put("log.message.timestamp.type", "LogAppendTime");
    p.put("log.cleaner.dedupe.buffer.size", "2097152"); // the smallest: one small compacted topic
    // A broker alone has no replica to recover from: what it acknowledged is on the disk first.
    p.put("log.flush.interval.messages", "1");
    return p;
  }

  private static void format(Path folder, Properties properties) throws IOException {
    Path clusterId = folder.resolve(CLUSTER_ID_FILE);
    if (!Files.exists(clusterId)) {
      Files.writeString(clusterId, Uuid.randomUuid().toString());
    }
    Path file = folder.resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            new String[] {
              "format",
              "-t",
              Files.readString(clusterId).strip(),
              "-c",
              file.toString(),
              "--ignore-formatted"
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IOException(
          "Kafka cannot format " + folder + ": " + said.toString(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
