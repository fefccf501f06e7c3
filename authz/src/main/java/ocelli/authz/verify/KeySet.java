package ocelli.authz.verify;

import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The keys that a service holds. Which are there depends on the service: all have the public and
 * the shared ones, only authz the private ones, only authz and push the webhook master key, only
 * links and jobs the capability key.
 *
 * @param authorisation public keys of authorisation tokens, oldest first
 * @param authentication public keys of authentication tokens, oldest first
 * @param encryption shared keys, oldest first: retired ones, then the three live ones (previous,
 *     current, next)
 * @param authorisationSigner signs authorisation tokens
 * @param authenticationSigner signs authentication tokens
 * @param webhookMaster from which {@link WebhookSecrets} are derived
 * @param capability by which {@link Capabilities} are signed
 */
public record KeySet(
    List<PublicSigningKey> authorisation,
    List<PublicSigningKey> authentication,
    List<SharedKey> encryption,
    Optional<PrivateSigningKey> authorisationSigner,
    Optional<PrivateSigningKey> authenticationSigner,
    Optional<SecretKey> webhookMaster,
    Optional<SecretKey> capability) {

  public KeySet {
    authorisation = List.copyOf(authorisation);
    authentication = List.copyOf(authentication);
    encryption = List.copyOf(encryption);
  }

  /** The public key of authorisation tokens with that id. */
  Optional<PublicSigningKey> authorisation(String kid) {
    return authorisation.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /** The public key of authentication tokens with that id. */
  Optional<PublicSigningKey> authentication(String kid) {
    return authentication.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /** The shared key with that id. */
  Optional<SharedKey> encryption(String kid) {
    return encryption.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  /**
   * The shared key that new tokens are sealed with: the last but one, so that every service has had
   * a day to hear of it.
   */
  public SharedKey sealing() {
    return encryption.get(current(encryption.size()));
  }

  /** Where in a list, oldest first, the key in use stands: the last but one, before the next. */
  static int current(int size) {
    return Math.max(0, size - 2);
  }

  /** The webhook master key's bytes; empty where this service has no business with it. */
  public Optional<byte[]> webhookMasterKey() {
    return webhookMaster.map(SecretKey::getEncoded);
  }
}
