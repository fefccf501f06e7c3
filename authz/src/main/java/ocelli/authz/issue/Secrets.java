package ocelli.authz.issue;

import java.util.concurrent.CompletionStage;
import ocelli.authz.core.ClientSecret;
import ocelli.protocol.ClientId;

/** Gives clients their secrets: authn's part in a registration, in this process or in another. */
public interface Secrets {
  /**
   * Gives a client a new secret; the one before it stays valid.
   *
   * @param operatorToken of the operator who asks
   */
  CompletionStage<ClientSecret> add(ClientId client, String operatorToken);

  /** Takes all of a client's secrets away. */
  CompletionStage<Boolean> remove(ClientId client, String operatorToken);
}
