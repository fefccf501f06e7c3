package ocelli.client.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** The client's half of the command {@code ocelli}. */
public final class Main {
  private static final Map<String, String> EXITS =
      new TreeMap<>(
          Map.of("0", "done", "1", "refused or failed", "2", "bad usage", "3", "nobody answers"));

  private Main() {}

  /** Runs a command and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(commands(Surroundings.real()).execute(arguments));
  }

  /** All commands of the client, for a launcher to add its own to. */
  public static CommandLine commands(Surroundings surroundings) {
    CommandLine ocelli =
        new CommandLine(new OcelliCommand())
            .addSubcommand(new DemoCommand(surroundings))
            .addSubcommand(ClientCommand.with(surroundings))
            .addSubcommand(new TokenCommand(surroundings))
            .addSubcommand(new SendCommand(surroundings))
            .addSubcommand(new FirehoseCommand(surroundings))
            .addSubcommand(new ListenCommand(surroundings))
            .setExecutionExceptionHandler(new Failures())
            .setUsageHelpAutoWidth(true);
    tellExits(ocelli);
    return ocelli;
  }

  private static void tellExits(CommandLine command) {
    command.getCommandSpec().usageMessage().exitCodeListHeading("Ends with:%n").exitCodeList(EXITS);
    command.getSubcommands().values().forEach(Main::tellExits);
  }
}
