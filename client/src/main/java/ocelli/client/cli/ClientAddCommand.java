package ocelli.client.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import ocelli.client.json.Json;
import ocelli.client.json.UnreadableException;
import ocelli.client.registry.Registration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers a client. */
@Command(
    name = "add",
    description = {
      "Registers a client and prints its secrets, once.",
      "Without --grant nothing is granted: the client can get a token and do nothing with it."
    })
final class ClientAddCommand implements Callable<Integer> {
  @Mixin private final OperatorOptions operator;

  @Parameters(paramLabel = "NAME", description = "The client's id")
  String name = "";

  @Option(names = "--push", paramLabel = "URL", description = "Where its webhooks go")
  Optional<String> push = Optional.empty();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "Order of its webhooks: per-transaction, strict or parallel")
  Optional<String> order = Optional.empty();

  @Option(
      names = "--grant",
      paramLabel = "CLAIM[=JSON]",
      description =
          "What it may do, as ingest-1.* or faceextract-1.*={\"identity\":true}; may be repeated")
  List<String> grants = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  ClientAddCommand(Surroundings surroundings) {
    this.operator = new OperatorOptions(surroundings);
  }

  @Override
  public Integer call() {
    Registration registration = new Registration(name, push, order, claims(grants));
    Output output = Output.of(spec);
    output.result(operator.registry().add(registration).json());
    if (grants.isEmpty()) {
      output.say("nothing is granted to " + name + ": add --grant 'ingest-1.*' and more");
    }
    return 0;
  }

  private static Map<String, String> claims(List<String> grants) {
    Map<String, String> claims = new LinkedHashMap<>();
    for (String grant : grants) {
      int equals = grant.indexOf('=');
      String claim = equals < 0 ? grant : grant.substring(0, equals);
      claims.put(claim, equals < 0 ? "true" : json(grant.substring(equals + 1), grant));
    }
    return claims;
  }

  private static String json(String value, String grant) {
    try {
      return Json.text(Json.value(value));
    } catch (UnreadableException e) {
      throw new UsageException("--grant " + grant + ": what follows = must be JSON");
    }
  }
}
