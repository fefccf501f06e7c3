package ocelli.client.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists clients. */
@Command(name = "list", description = "Prints all clients as JSON.")
final class ClientListCommand implements Callable<Integer> {
  @Mixin private final OperatorOptions operator;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  ClientListCommand(Surroundings surroundings) {
    this.operator = new OperatorOptions(surroundings);
  }

  @Override
  public Integer call() {
    Output.of(spec).result(operator.registry().list());
    return 0;
  }
}
