package ocelli.client.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Revokes a client. */
@Command(name = "revoke", description = "Takes all rights from a client, at once and for good.")
final class ClientRevokeCommand implements Callable<Integer> {
  @Mixin private final OperatorOptions operator;

  @Parameters(paramLabel = "NAME", description = "The client's id")
  String name = "";

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  ClientRevokeCommand(Surroundings surroundings) {
    this.operator = new OperatorOptions(surroundings);
  }

  @Override
  public Integer call() {
    operator.registry().revoke(name);
    Output.of(spec).say(name + " is revoked");
    return 0;
  }
}
