package ocelli.client.cli;

import java.util.concurrent.Callable;
import ocelli.client.registry.ClientRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renews a client's secrets. */
@Command(name = "rotate", description = "Gives a client a new secret and prints it, once.")
final class ClientRotateCommand implements Callable<Integer> {
  @Mixin private final OperatorOptions operator;

  @Parameters(paramLabel = "NAME", description = "The client's id")
  String name = "";

  @Option(names = "--webhook", description = "The webhook secret instead of the client's own")
  boolean webhook;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  ClientRotateCommand(Surroundings surroundings) {
    this.operator = new OperatorOptions(surroundings);
  }

  @Override
  public Integer call() {
    ClientRegistry registry = operator.registry();
    Output.of(spec).result(webhook ? registry.rotateWebhook(name) : registry.rotate(name).json());
    return 0;
  }
}
