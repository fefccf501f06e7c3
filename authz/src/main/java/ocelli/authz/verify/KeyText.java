package ocelli.authz.verify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Keys as text: PEM (RFC 7468) for RSA, base64 for secrets. */
final class KeyText {
  private KeyText() {}

  static String of(SecretKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded()) + "\n";
  }

  static String of(RSAPublicKey key) {
    return pem("PUBLIC KEY", key.getEncoded());
  }

  static String of(PrivateKey key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static SecretKey secret(String text, String algorithm) {
    byte[] bytes = Base64.getDecoder().decode(text.strip());
    if (bytes.length != GeneratedKeys.SECRET_BYTES) {
      throw new IllegalStateException("a secret key has 32 bytes, not " + bytes.length);
    }
    return new SecretKeySpec(bytes, algorithm);
  }

  static RSAPublicKey publicKey(String pem) {
    try {
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes(pem)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not an RSA public key in PEM", e);
    }
  }

  static PrivateKey privateKey(String pem) {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not an RSA private key in PEM", e);
    }
  }

  private static String pem(String label, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  private static byte[] bytes(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}
