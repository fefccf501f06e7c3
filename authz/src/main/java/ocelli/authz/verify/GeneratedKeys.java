package ocelli.authz.verify;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Makes keys. */
final class GeneratedKeys {
  static final int AUTHORISATION_BITS = 3072; // ARCHITECTURE, Tokens: RSA-3072
  static final int AUTHENTICATION_BITS = 2048; // 112 bits of strength for a token of ten minutes
  static final int SECRET_BYTES = 32; // A256KW, and HMAC-SHA256's own length

  static final String AUTHORISATION = "authorisation-";
  static final String AUTHENTICATION = "authentication-";
  static final String SEAL = "seal-";

  private final SecureRandom random;

  GeneratedKeys(SecureRandom random) {
    this.random = random;
  }

  KeySet fresh(int authorisationBits, Instant now) {
    Pair authorisation = pair(AUTHORISATION, authorisationBits, now);
    Pair authentication =
        pair(AUTHENTICATION, Math.min(authorisationBits, AUTHENTICATION_BITS), now);
    return new KeySet(
        List.of(authorisation.open()),
        List.of(authentication.open()),
        List.of(shared(now), shared(now), shared(now)),
        Optional.of(authorisation.secret()),
        Optional.of(authentication.secret()),
        Optional.of(mac()),
        Optional.of(mac()));
  }

  SharedKey shared(Instant now) {
    return new SharedKey(kid(SEAL, now), secret("AES"), Optional.empty());
  }

  record Pair(PublicSigningKey open, PrivateSigningKey secret) {}

  /** A pair that signs authorisation tokens. */
  Pair authorisation(Instant now) {
    return pair(AUTHORISATION, AUTHORISATION_BITS, now);
  }

  /** A pair that signs authentication tokens. */
  Pair authentication(Instant now) {
    return pair(AUTHENTICATION, AUTHENTICATION_BITS, now);
  }

  private Pair pair(String kind, int bits, Instant now) {
    String kid = kid(kind, now);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, random);
      KeyPair pair = generator.generateKeyPair();
      return new Pair(
          new PublicSigningKey(kid, (RSAPublicKey) pair.getPublic(), Optional.empty()),
          new PrivateSigningKey(kid, pair.getPrivate()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK makes RSA keys", e);
    }
  }

  /** A key of HMAC-SHA256. */
  SecretKey mac() {
    return secret("HmacSHA256");
  }

  private SecretKey secret(String algorithm) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return new SecretKeySpec(bytes, algorithm);
  }

  private String kid(String kind, Instant now) {
    byte[] suffix = new byte[4]; // tells apart keys of one day
    random.nextBytes(suffix);
    return kind + now.toString().substring(0, 10) + "-" + HexFormat.of().formatHex(suffix);
  }
}
