package ocelli.allinone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import ocelli.embedded.EmbeddedKafka;
import ocelli.embedded.KafkaNode;
import ocelli.runtime.kafka.KafkaConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One broker of {@code up --processes}, which starts it. */
@Command(name = "broker", hidden = true, description = "A broker of up --processes.")
final class BrokerCommand implements Callable<Integer> {
  @Option(names = "--id", required = true)
  private int id;

  @Option(names = "--folder", required = true)
  private Path folder;

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--controller-port", required = true)
  private int controllerPort;

  @Option(names = "--voters", required = true)
  private String voters;

  @Option(names = "--replication", required = true)
  private int replication;

  @Option(names = "--cluster-id", required = true)
  private String clusterId;

  @Option(names = "--advertised", defaultValue = "")
  private String advertised;

  @Option(names = "--peer-port", defaultValue = "0")
  private int peerPort;

  @Override
  public Integer call() throws Exception {
    Parent.follow();
    KafkaNode node =
        new KafkaNode(
            id,
            folder,
            port,
            controllerPort,
            voters,
            replication,
            clusterId,
            KafkaConnection.MAX_RECORD_BYTES,
            advertised,
            peerPort);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(node)) {
      Ending.with(kafka::close);
      System.out.println("READY http://" + kafka.bootstrapServers());
      kafka.awaitEnd();
    }
    return Ending.asked() ? 0 : 1;
  }
}
