package ocelli.authz.verify;

import static org.assertj.core.api.Assertions.assertThat;

import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class WebhookSecretsTest {
  /** Expected from Python: hmac over struct.pack('>I', 4) + b'acme' + struct.pack('>I', 7). */
  @Test
  void secret_isThatOfAnotherImplementation() {
    assertThat(WebhookSecrets.secret(master(), new ClientId("acme"), 7))
        .isEqualTo("whsec_dOWGtO9/KyNARFYUqwHM8/5SfOeap5BZoS9JT601wB8=");
  }

  @Test
  void secret_anotherClientOrGeneration_isAnother() {
    assertThat(WebhookSecrets.secret(master(), new ClientId("acme"), 8))
        .isNotEqualTo(WebhookSecrets.secret(master(), new ClientId("acme"), 7));
    assertThat(WebhookSecrets.secret(master(), new ClientId("acmf"), 7))
        .isNotEqualTo(WebhookSecrets.secret(master(), new ClientId("acme"), 7));
  }

  private static byte[] master() {
    byte[] master = new byte[32];
    for (int i = 0; i < master.length; i++) {
      master[i] = (byte) i;
    }
    return master;
  }
}
