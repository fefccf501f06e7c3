package ocelli.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.HaltingProcess;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;

/** Push as a process of its own, which ends itself at a crash point. */
final class PushProcess {
  private PushProcess() {}

  /** Starts one on a fixture's broker and database. */
  static HaltingProcess haltingAt(String point, PushFixture fixture, String settings, Path folder)
      throws IOException {
    Path hocon = Files.writeString(folder.resolve("push.conf"), fixture.hocon(settings));
    return HaltingProcess.start(
        point,
        PushProcess.class,
        List.of(
            LiveBackend.shared().kafka().bootstrapServers(),
            hocon.toString(),
            PushFixture.keyFolder().toString()),
        folder.resolve("push.out"));
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
