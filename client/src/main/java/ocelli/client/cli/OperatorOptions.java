package ocelli.client.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import ocelli.client.OcelliClient;
import ocelli.client.json.UnreadableException;
import ocelli.client.registry.ClientRegistry;
import ocelli.client.registry.OperatorFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Ocelli an operator means: the one on a data folder, or one elsewhere. */
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
    return elsewhere ? server.connect(server.hasty()).clients() : registry(folder());
  }

  private Path folder() {
    return data.or(() -> surroundings.variable("OCELLI_DATA").map(Path::of))
        .orElse(Path.of("data"));
  }

  /** By the folder that {@code up} owns, with words for each way to fail. */
  private static ClientRegistry registry(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    Path file = folder.resolve(OperatorFile.NAME);
    try {
      OperatorFile access = OperatorFile.in(folder);
      return OcelliClient.of(ServerOptions.hasty(access.url()), access.token()).clients();
    } catch (NoSuchFileException e) {
      throw new UsageException(nobodyRunsOn(data, folder));
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": are you who runs that Ocelli?");
    } catch (UnreadableException | IllegalArgumentException e) {
      throw new UsageException(file + " is damaged: start that Ocelli again");
    }
  }

  private static String nobodyRunsOn(Path data, Path folder) {
    return "no Ocelli runs on the folder "
        + folder
        + " ("
        + OperatorFile.NAME
        + " is not there). Where one runs, --data or OCELLI_DATA names its folder; else start one"
        + " with `./ocelli up --data "
        + data
        + "`. Elsewhere: --url and an operator's --token";
  }
}
