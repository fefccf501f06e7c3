package ocelli.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.TestNode;

/** The ledger as a process of its own, which ends itself at a crash point. */
final class LedgerProcess implements AutoCloseable {
  private final Process process;

  private LedgerProcess(Process process) {
    this.process = process;
  }

  /** Starts one on a machine's broker and database. */
  static LedgerProcess haltingAt(String point, Machine machine, Duration within)
      throws IOException {
    Path settings = machine.folder().resolve("ledger.conf");
    Files.writeString(settings, LedgerNode.settings(machine.database(), within, within));
    return new LedgerProcess(
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Docelli.halt.at=" + point,
                    "-cp",
                    System.getProperty("java.class.path"),
                    LedgerProcess.class.getName(),
                    machine.kafka().bootstrapServers(),
                    settings.toString(),
                    Messages.KEY_FOLDER.toString()))
            .redirectOutput(machine.folder().resolve("ledger.out").toFile())
            .redirectErrorStream(true)
            .start());
  }

  /** What it exits with, by itself. */
  int awaitEnd(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not come to its crash point");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
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
