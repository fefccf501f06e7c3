package ocelli.vision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.HaltingProcess;
import ocelli.testkit.TestNode;

/** The service as a process of its own, with sketches, which ends itself at a crash point. */
final class VisionProcess {
  private VisionProcess() {}

  /**
   * Starts one.
   *
   * @param said the file that gets its words
   */
  static HaltingProcess haltingAt(String point, KafkaConnection kafka, String settings, Path said)
      throws IOException {
    return HaltingProcess.start(
        point, VisionProcess.class, List.of(kafka.bootstrapServers(), settings), said);
  }

  /**
   * The process.
   *
   * @param arguments the broker, settings
   */
  public static void main(String[] arguments) throws IOException {
    start(TestNode.start(new KafkaConnection(arguments[0]), arguments[1]));
    System.in.read(); // ends with the test, if not before
    Runtime.getRuntime().halt(0);
  }

  /** The service on a node, in this process. */
  static Vision start(TestNode node) {
    return Vision.start(
        node.context(),
        VisionSettings.from(node.context().settings("ocelli.vision"), 2),
        Broker.verifier(),
        new Sketches());
  }
}
