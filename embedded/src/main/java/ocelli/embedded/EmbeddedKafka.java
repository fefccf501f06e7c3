package ocelli.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** One KRaft node, broker and controller, in this JVM, bound to loopback. */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String CLUSTER_ID_FILE = "cluster.id";

  private final CombinedServer server;
  private final String bootstrapServers;

  private EmbeddedKafka(CombinedServer server, String bootstrapServers) {
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
    int controllerPort = FreePort.any();
    return start(
        new KafkaNode(
            1,
            folder,
            FreePort.any(),
            controllerPort,
            "1@127.0.0.1:" + controllerPort,
            1,
            clusterId(folder),
            maxRecordBytes,
            "",
            0));
  }

  /**
   * Starts a node; formats its folder where it is new. Blocking: where it is one of several, until
   * most of them are there.
   *
   * @throws IOException where the folder cannot be used
   */
  public static EmbeddedKafka start(KafkaNode node) throws IOException {
    Files.createDirectories(node.folder());
    format(node);
    CombinedServer server = new CombinedServer(KafkaConfig.fromProps(node.properties()));
    server.start();
    return new EmbeddedKafka(server, node.address());
  }

  /** The id of the cluster whose data lie in a folder; made where the folder is new. */
  public static String clusterId(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(CLUSTER_ID_FILE);
    if (!Files.exists(file)) {
      Files.writeString(file, Uuid.randomUuid().toString());
    }
    return Files.readString(file).strip();
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  private static void format(KafkaNode node) throws IOException {
    Path file = node.folder().resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      node.properties().store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            new String[] {
              "format", "-t", node.clusterId(), "-c", file.toString(), "--ignore-formatted"
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IOException(
          "Kafka cannot format " + node.folder() + ": " + said.toString(StandardCharsets.UTF_8));
    }
  }

  /** Blocks until it has ended, by {@link #close} or by itself. */
  public void awaitEnd() {
    server.awaitEnd();
  }

  /** Blocking: seconds, also where the other nodes have gone. */
  @Override
  public void close() {
    server.close();
    server.awaitEnd();
  }
}
