package ocelli.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.HaltingProcess;
import ocelli.testkit.TestNode;

/** The ledger as a process of its own, which ends itself at a crash point. */
final class LedgerProcess {
  private LedgerProcess() {}

  /** Starts one on a machine's broker and database. */
  static HaltingProcess haltingAt(String point, Machine machine, Duration within)
      throws IOException {
    Path settings = machine.folder().resolve("ledger.conf");
    Files.writeString(settings, LedgerNode.settings(machine.database(), within, within));
    return HaltingProcess.start(
        point,
        LedgerProcess.class,
        List.of(
            machine.kafka().bootstrapServers(),
            settings.toString(),
            Messages.KEY_FOLDER.toString()),
        machine.folder().resolve("ledger.out"));
  }

  /**
   * The process.
   *
   * @param arguments the broker, the file of settings, the folder of keys
   */
  public static void main(String[] arguments) throws IOException {
    TestNode node =
        TestNode.start(new KafkaConnection(arguments[0]), Files.readString(Path.of(arguments[1])));
    Ledger.start(
        node.context(),
        LedgerSettings.from(node.context().settings("ocelli.ledger")),
        TokenVerifier.create(FileKeySource.openOrCreate(Path.of(arguments[2]))));
    System.in.read(); // ends with the test, if not before
    Runtime.getRuntime().halt(0);
  }
}
