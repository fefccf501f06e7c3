package ocelli.client.registry;

import java.util.Optional;

/**
 * What a client gets, once.
 *
 * @param client its id
 * @param secret for {@code /authn/token}
 * @param webhookSecret to verify webhooks with; empty where there is no push URL
 * @param json the answer as it came
 */
public record Registered(
    String client, String secret, Optional<String> webhookSecret, String json) {
  @Override
  public String toString() {
    return "Registered[" + client + "]";
  }
}
