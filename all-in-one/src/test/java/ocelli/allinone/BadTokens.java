package ocelli.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsonwebtoken.Jwts;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.SharedKey;
import ocelli.protocol.ClientId;

/** Tokens that an attacker may come with, made from what he may have. */
final class BadTokens {
  private static final Map<String, Boolean> GRANTS = Map.of("ingest-1.*", true, "ocr-*", true);

  private final ClientId victim;
  private final KeySource ours;

  /**
   * @param ours the keys of the Ocelli under attack: for tokens of a hijacked service, and expired
   *     ones
   */
  BadTokens(String victim, KeySource ours) {
    this.victim = new ClientId(victim);
    this.ours = ours;
  }

  /** What he makes from a token that he overheard and from the public keys, by name. */
  Map<String, String> all(String overheard, JsonNode publicKeys) throws GeneralSecurityException {
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("expired", minted(ours, Clock.offset(Clock.systemUTC(), Duration.ofHours(-2))));
    tokens.put("foreign", minted(KeySource.generated(2048), Clock.systemUTC()));
    tokens.put("altered", altered(overheard));
    tokens.put("alg=none", encoded("{\"alg\":\"none\"}") + "." + encoded(claims()) + ".");
    tokens.put("alg=none, sealed by a hijacked service", sealed(unsigned(), false));
    tokens.put("zipped", sealed(opened(overheard), true));
    tokens.put("too long", "x".repeat(5_000));
    for (JsonNode key : publicKeys.get("keys")) {
      String kid = key.get("kid").asText();
      tokens.put("HMAC by the public key " + kid, keyConfusion(key));
      tokens.put("encrypted to the public key " + kid, encryptedTo(key));
      tokens.put("signed by another under the name " + kid, sealed(impostor(kid), false));
    }
    return tokens;
  }

  /** A token that is good, made in the same way as the bad ones. */
  String good(String overheard) {
    return sealed(opened(overheard), false);
  }

  /** A token by keys that nobody here knows. */
  String foreign() {
    return minted(KeySource.generated(2048), Clock.systemUTC());
  }

  private String minted(KeySource keys, Clock clock) {
    return new TokenMint(keys, clock, new SecureRandom()).authorisation(victim, GRANTS);
  }

  private static String altered(String token) {
    int place = token.length() - 30; // in the authentication tag's last part or the text before it
    char other = token.charAt(place) == 'A' ? 'B' : 'A';
    return token.substring(0, place) + other + token.substring(place + 1);
  }

  private byte[] opened(String token) {
    return Jwts.parser()
        .decryptWith(ours.keys().sealing().key())
        .build()
        .parseEncryptedContent(token)
        .getPayload();
  }

  private String sealed(byte[] inner, boolean zipped) {
    SharedKey key = ours.keys().sealing();
    var builder = Jwts.builder().header().keyId(key.kid()).and().content(inner, "JWT");
    return (zipped ? builder.compressWith(Jwts.ZIP.DEF) : builder)
        .encryptWith(key.key(), Jwts.KEY.A256KW, Jwts.ENC.A256GCM)
        .compact();
  }

  private byte[] unsigned() {
    return ascii(encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + encoded(claims()) + ".");
  }

  private byte[] impostor(String kid) {
    return ascii(
        Jwts.builder()
            .header()
            .keyId(kid)
            .type("at+jwt")
            .and()
            .content(claims().getBytes(StandardCharsets.UTF_8))
            .signWith(Jwts.SIG.PS256.keyPair().build().getPrivate(), Jwts.SIG.PS256)
            .compact());
  }

  private String keyConfusion(JsonNode key) throws GeneralSecurityException {
    return Jwts.builder()
        .header()
        .keyId(key.get("kid").asText())
        .type("at+jwt")
        .and()
        .content(claims().getBytes(StandardCharsets.UTF_8))
        .signWith(new SecretKeySpec(publicKey(key).getEncoded(), "HmacSHA256"), Jwts.SIG.HS256)
        .compact();
  }

  private String encryptedTo(JsonNode key) throws GeneralSecurityException {
    return Jwts.builder()
        .header()
        .keyId(key.get("kid").asText())
        .and()
        .content(claims().getBytes(StandardCharsets.UTF_8))
        .encryptWith(publicKey(key), Jwts.KEY.RSA_OAEP_256, Jwts.ENC.A256GCM)
        .compact();
  }

  private static RSAPublicKey publicKey(JsonNode key) throws GeneralSecurityException {
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e"))));
  }

  private static BigInteger number(JsonNode base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64.asText()));
  }

  private String claims() {
    long now = Clock.systemUTC().instant().getEpochSecond();
    return """
        {"iss":"ocelli","sub":"%s","jti":"00","iat":%d,"exp":%d,"grants":{"ingest-1.*":true,"ocr-*":true}}"""
        .formatted(victim.value(), now, now + 600);
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
