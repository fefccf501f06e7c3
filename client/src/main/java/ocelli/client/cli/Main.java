package ocelli.client.cli;

import picocli.CommandLine;

/** The client's half of the command {@code ocelli}. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(commands(Surroundings.real()).execute(arguments));
  }

  /** All commands of the client, for a launcher to add its own to. */
  public static CommandLine commands(Surroundings surroundings) {
    return new CommandLine(new OcelliCommand())
        .addSubcommand(new DemoCommand(surroundings))
        .addSubcommand(ClientCommand.with(surroundings))
        .addSubcommand(new TokenCommand(surroundings))
        .addSubcommand(new SendCommand(surroundings))
        .addSubcommand(new FirehoseCommand(surroundings))
        .addSubcommand(new ListenCommand(surroundings))
        .setExecutionExceptionHandler(new Failures())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
