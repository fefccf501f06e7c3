package ocelli.client.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import ocelli.client.OcelliClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints an authorisation token. */
@Command(name = "token", description = "Prints an authorisation token, alone on stdout.")
final class TokenCommand implements Callable<Integer> {
  @Mixin private final ServerOptions server;

  @Option(
      names = "--scope",
      paramLabel = "CLAIMS",
      description = "Narrows the token to these claims, separated by spaces")
  Optional<String> scope = Optional.empty();

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  TokenCommand(Surroundings surroundings) {
    this.server = new ServerOptions(surroundings);
  }

  @Override
  public Integer call() {
    OcelliClient client = OcelliClient.of(server.hasty(), server.credentials(), scope);
    Output.of(spec).result(client.token());
    return 0;
  }
}
