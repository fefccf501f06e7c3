package ocelli.authz.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ocelli.protocol.ClientId;

/**
 * The secrets by which clients verify webhooks: derived, so that authz prints one and push signs
 * with it and nobody stores it.
 */
public final class WebhookSecrets {
  private WebhookSecrets() {}

  /**
   * The secret of a client, in the form of Standard Webhooks 1.0: {@code whsec_} + base64.
   *
   * @param masterKey 32 bytes
   * @param client whose it is
   * @param generation counts up when the client wants another secret; the claim {@code push-1}
   *     names it
   */
  public static String secret(byte[] masterKey, ClientId client, int generation) {
    byte[] name = client.value().getBytes(StandardCharsets.UTF_8);
    byte[] input =
        ByteBuffer.allocate(Integer.BYTES + name.length + Integer.BYTES)
            .putInt(name.length)
            .put(name)
            .putInt(generation)
            .array();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(masterKey, "HmacSHA256"));
      return "whsec_" + Base64.getEncoder().encodeToString(mac.doFinal(input));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}
