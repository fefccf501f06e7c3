package ocelli.client.demo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.core.RetrySchedule;
import ocelli.client.registry.Registered;
import ocelli.client.registry.Registration;
import ocelli.client.token.Credentials;

/**
 * Who the demo is.
 *
 * @param client to call with
 * @param credentials of that client, to be told with {@code --keep}
 * @param webhookSecret to verify with; empty where webhooks do not come to us
 */
record Identity(OcelliClient client, Credentials credentials, Optional<String> webhookSecret) {

  /**
   * Registers a client of our own that may do everything the demo shows.
   *
   * @throws ocelli.client.http.UnreachableException soon, where nobody answers
   */
  static Identity registered(
      ClientSettings settings, String operatorToken, String name, Optional<String> pushUrl) {
    Map<String, String> grants = new TreeMap<>();
    grants.put("ingest-1.*", "true");
    grants.put("faceextract-1.*", "{\"identity\":true}");
    grants.put("ocr-*", "true");
    grants.put("codes-1.*", "true");
    grants.put("quality-1.*", "true");
    grants.put("summary-1.*", "true");
    grants.put("firehose-1.*", "true");
    Registered answer =
        OcelliClient.of(hasty(settings), operatorToken)
            .clients()
            .add(new Registration(name, pushUrl, Optional.empty(), grants));
    Credentials credentials = new Credentials(answer.client(), answer.secret());
    return new Identity(
        OcelliClient.of(settings, credentials), credentials, answer.webhookSecret());
  }

  /** A client that is there and whose secret is right; its webhooks go where its operator said. */
  static Identity given(ClientSettings settings, Credentials credentials) {
    OcelliClient.of(hasty(settings), credentials).token();
    return new Identity(OcelliClient.of(settings, credentials), credentials, Optional.empty());
  }

  private static ClientSettings hasty(ClientSettings settings) {
    return settings.withRetries(RetrySchedule.hasty());
  }

  @Override
  public String toString() {
    return "Identity[" + credentials.client() + "]";
  }
}
