package ocelli.client.cli;

import java.util.concurrent.Callable;
import ocelli.client.registry.ClientRegistry;
import ocelli.client.registry.Registered;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator does with clients. */
@Command(name = "client", description = "Registers, lists, renews and revokes clients.")
final class ClientCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  static CommandLine with(Surroundings surroundings) {
    return new CommandLine(new ClientCommand(), making(surroundings))
        .addSubcommand(new ClientAddCommand(surroundings));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  @Command(name = "list", description = "Prints all clients as JSON.")
  int list(@Mixin OperatorOptions operator) {
    Output.of(spec).result(operator.registry().list());
    return 0;
  }

  @Command(name = "rotate", description = "Gives a client a new secret and prints it, once.")
  int rotate(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "NAME", description = "The client's id") String name,
      @Option(names = "--webhook", description = "The webhook secret instead of the client's own")
          boolean webhook,
      @Option(
              names = "--revoke",
              description = "Also ends the client's other secrets and all its tokens, at once")
          boolean revoke) {
    if (webhook && revoke) {
      throw new UsageException("--revoke is for the client's own secret, not for --webhook's");
    }
    ClientRegistry registry = operator.registry();
    Output.of(spec)
        .result(webhook ? registry.rotateWebhook(name) : rotated(registry, name, revoke).json());
    return 0;
  }

  private static Registered rotated(ClientRegistry registry, String name, boolean revoke) {
    return revoke ? registry.replace(name) : registry.rotate(name);
  }

  @Command(name = "revoke", description = "Takes all rights from a client, at once and for good.")
  int revoke(
      @Mixin OperatorOptions operator,
      @Parameters(paramLabel = "NAME", description = "The client's id") String name) {
    operator.registry().revoke(name);
    Output.of(spec).say(name + " is revoked");
    return 0;
  }

  /** Options of a method's command are made by picocli, and must know where they are. */
  private static IFactory making(Surroundings surroundings) {
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        return type == OperatorOptions.class
            ? type.cast(new OperatorOptions(surroundings))
            : CommandLine.defaultFactory().create(type);
      }
    };
  }
}
