package ocelli.trials.load;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.registry.Registered;
import ocelli.client.registry.Registration;
import ocelli.client.token.Credentials;
import ocelli.client.webhook.WebhookVerifier;
import org.jspecify.annotations.Nullable;

/** A registered client that holds a token; renewing it never keeps a sender waiting. */
public final class Participant {
  /** The tasks that its token grants: the quick ones, for the load is on the ways. */
  public static final int TASKS = 2;

  private static final Map<String, String> GRANTS =
      Stream.of("ingest-1.*", "codes-1.*", "quality-1.*", "summary-1.*", "firehose-1.*")
          .collect(Collectors.toUnmodifiableMap(claim -> claim, claim -> "true"));

  private final String name;
  private final OcelliClient client;
  private volatile String token;

  private Participant(String name, OcelliClient client) {
    this.name = name;
    this.client = client;
    this.token = client.token();
  }

  /**
   * Registers it.
   *
   * @param operator the operator's token
   * @param endpoint where its webhooks go; null for none
   */
  public static Participant register(
      URI base, String operator, String name, @Nullable Endpoint endpoint, TrialLog log) {
    ClientSettings settings = ClientSettings.of(base);
    Registration registration =
        new Registration(
            name,
            Optional.ofNullable(endpoint).map(e -> e.address().toString()),
            Optional.empty(),
            GRANTS);
    Registered made = OcelliClient.of(settings, operator).clients().add(registration);
    if (endpoint != null) {
      endpoint.open(name, verifier(made), log);
    }
    return new Participant(
        name, OcelliClient.of(settings, new Credentials(made.client(), made.secret())));
  }

  private static WebhookVerifier verifier(Registered made) {
    return WebhookVerifier.of(made.webhookSecret().orElseThrow(), Clock.systemUTC());
  }

  /** Its id. */
  public String name() {
    return name;
  }

  /** A token that is good now. */
  public String token() {
    return token;
  }

  /** Renews the token where that is due. May block: not for senders. */
  public void renew() {
    token = client.token();
  }
}
