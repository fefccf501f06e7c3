package ocelli.client.cli;

import java.net.URI;
import java.util.Optional;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.core.RetrySchedule;
import ocelli.client.token.Credentials;
import picocli.CommandLine.Option;

/** Which Ocelli to talk to, and as whom; shared by all commands that talk to one. */
final class ServerOptions {
  // The public port that `up` takes by default.
  private static final String DEFAULT_URL = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the Ocelli; OCELLI_URL, else " + DEFAULT_URL)
  Optional<String> url = Optional.empty();

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "An authorisation token; OCELLI_TOKEN")
  Optional<String> token = Optional.empty();

  @Option(names = "--client", paramLabel = "ID", description = "A client's id; OCELLI_CLIENT")
  Optional<String> client = Optional.empty();

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description = "That client's secret; OCELLI_SECRET")
  Optional<String> secret = Optional.empty();

  private final Surroundings surroundings;

  ServerOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The address; the default where none is given. */
  URI url() {
    return address(givenUrl().orElse(DEFAULT_URL));
  }

  /** The address, where one is given. */
  Optional<String> givenUrl() {
    return url.or(() -> surroundings.variable("OCELLI_URL"));
  }

  /** A client by token, or by id and secret. */
  OcelliClient connect(ClientSettings settings) {
    return givenToken()
        .map(given -> OcelliClient.of(settings, given))
        .orElseGet(() -> OcelliClient.of(settings, credentials()));
  }

  Optional<String> givenToken() {
    // Options speak before the environment: --client and --secret beat OCELLI_TOKEN.
    boolean named = client.isPresent() || secret.isPresent();
    return token
        .or(() -> named ? Optional.empty() : surroundings.variable("OCELLI_TOKEN"))
        .map(ServerOptions::sound);
  }

  Credentials credentials() {
    Optional<String> id = client.or(() -> surroundings.variable("OCELLI_CLIENT"));
    Optional<String> word = secret.or(() -> surroundings.variable("OCELLI_SECRET"));
    if (id.isEmpty() || word.isEmpty()) {
      throw new UsageException(
          "who are you? Give --client and --secret (or OCELLI_CLIENT and OCELLI_SECRET), or --token."
              + " `./ocelli client add NAME` makes a client");
    }
    return new Credentials(id.get(), word.get());
  }

  /** For a command that a person waits for: it gives up soon. */
  ClientSettings hasty() {
    return hasty(url());
  }

  static ClientSettings hasty(URI url) {
    return ClientSettings.of(url).withRetries(RetrySchedule.hasty());
  }

  /** For a command that is to get through: it keeps trying and says so. */
  ClientSettings patient(Output output) {
    return ClientSettings.of(url())
        .withRetryListener(
            (reason, wait) -> output.say(reason + "; trying again in " + Output.seconds(wait)));
  }

  /** What a header can carry; said without repeating it. */
  private static String sound(String token) {
    String bare = token.strip();
    if (!bare.matches("[!-~]+")) {
      throw new UsageException(
          "--token: that is no token: `./ocelli token` prints one, on one line without spaces");
    }
    return bare;
  }

  private static URI address(String url) {
    try {
      return ClientSettings.of(URI.create(url)).base();
    } catch (IllegalArgumentException e) {
      throw new UsageException("--url wants an address such as " + DEFAULT_URL + ", not " + url);
    }
  }
}
