package ocelli.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;

/** Push as a process of its own, which ends itself at a crash point. */
final class PushProcess implements AutoCloseable {
  private final Process process;

  private PushProcess(Process process) {
    this.process = process;
  }

  /** Starts one on a fixture's broker and database. */
  static PushProcess haltingAt(String point, PushFixture fixture, String settings, Path folder)
      throws IOException {
    Path hocon = Files.writeString(folder.resolve("push.conf"), fixture.hocon(settings));
    return new PushProcess(
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Docelli.halt.at=" + point,
                    "-cp",
                    System.getProperty("java.class.path"),
                    PushProcess.class.getName(),
                    LiveBackend.shared().kafka().bootstrapServers(),
                    hocon.toString(),
                    PushFixture.keyFolder().toString()))
            .redirectOutput(folder.resolve("push.out").toFile())
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
    KeySource keys = FileKeySource.openOrCreate(Path.of(arguments[2]));
    Push.start(
        node.context(),
        PushSettings.from(node.context().settings("ocelli.push")),
        TokenVerifier.create(keys),
        keys);
    System.in.read(); // ends with the test, if not before
    Runtime.getRuntime().halt(0);
  }
}
