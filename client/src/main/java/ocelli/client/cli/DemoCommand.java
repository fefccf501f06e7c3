package ocelli.client.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import ocelli.client.demo.Demo;
import ocelli.client.demo.DemoFailure;
import ocelli.client.demo.DemoSettings;
import ocelli.client.token.Credentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job on the sample images. */
@Command(
    name = "demo",
    description = {
      "Sends the sample images and shows what comes back by webhook, firehose and summary.",
      "Starts an Ocelli of its own in a fresh folder; with --url it uses the one that is there:",
      "with an operator's --token it registers a client, with --client and --secret it is that client."
    })
final class DemoCommand implements Callable<Integer> {
  // On an idle machine of 2 cores it is ready in 20 s and done 10 s later; slower ones get their
  // time.
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration ARRIVE = Duration.ofMinutes(2);

  @Mixin private final ServerOptions server;

  @Option(names = "--keep", description = "Leaves the Ocelli running and prints its address")
  boolean keep;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  private final Surroundings surroundings;

  DemoCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() throws InterruptedException {
    DemoSettings settings =
        new DemoSettings(
            surroundings.variable("OCELLI_UP").map(Path::of),
            server.givenUrl().map(url -> elsewhere()),
            keep,
            START,
            ARRIVE,
            surroundings.terminal() && surroundings.variable("NO_COLOR").isEmpty());
    try {
      Demo demo =
          new Demo(
              settings,
              surroundings.clock(),
              spec.commandLine().getOut(),
              spec.commandLine().getErr());
      return demo.run() ? 0 : 1;
    } catch (DemoFailure e) {
      Output.of(spec).say("ocelli demo: " + e.getMessage());
      return 1;
    }
  }

  private DemoSettings.Elsewhere elsewhere() {
    Optional<String> token = server.givenToken();
    Optional<Credentials> credentials =
        token.isPresent() ? Optional.empty() : Optional.of(server.credentials());
    return new DemoSettings.Elsewhere(server.url(), token, credentials);
  }
}
