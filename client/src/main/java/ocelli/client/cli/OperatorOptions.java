package ocelli.client.cli;

import java.nio.file.Path;
import java.util.Optional;
import ocelli.client.registry.ClientRegistry;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Ocelli's clients: the one on a data folder, or one elsewhere. */
final class OperatorOptions {
  @Mixin private final ServerOptions server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of the Ocelli that runs here; OCELLI_DATA, else data")
  Optional<Path> data = Optional.empty();

  private final Surroundings surroundings;

  OperatorOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.server = new ServerOptions(surroundings);
  }

  ClientRegistry registry() {
    boolean elsewhere = data.isEmpty() && server.givenUrl().isPresent();
    return elsewhere ? server.connect(server.hasty()).clients() : Operator.of(folder());
  }

  private Path folder() {
    return data.or(() -> surroundings.variable("OCELLI_DATA").map(Path::of))
        .orElse(Path.of("data"));
  }
}
