package ocelli.client.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups what an operator does with clients. */
@Command(name = "client", description = "Registers, lists, renews and revokes clients.")
final class ClientCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  static CommandLine with(Surroundings surroundings) {
    return new CommandLine(new ClientCommand())
        .addSubcommand(new ClientAddCommand(surroundings))
        .addSubcommand(new ClientListCommand(surroundings))
        .addSubcommand(new ClientRotateCommand(surroundings))
        .addSubcommand(new ClientRevokeCommand(surroundings));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
