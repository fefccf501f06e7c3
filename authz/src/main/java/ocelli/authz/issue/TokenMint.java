package ocelli.authz.issue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.PrivateSigningKey;
import ocelli.authz.verify.SharedKey;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.ClientId;

/** Mints tokens. Safe for use by many threads where its random source is. */
public final class TokenMint {
  private static final Duration AUTHENTICATION_LIFE =
      Duration.ofMinutes(10); // ARCHITECTURE, Tokens

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeySource keys;
  private final Clock clock;
  private final RandomGenerator random;

  /** A mint that signs with the private keys of the source. */
  public TokenMint(KeySource keys, Clock clock, RandomGenerator random) {
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /**
   * An authorisation token.
   *
   * @param grants claim patterns and their values: {@code true} or what Jackson makes an object of
   */
  public String authorisation(ClientId client, Map<String, ?> grants) {
    return mintAuthorisation(client, grants).token();
  }

  /** An authorisation token with its life: 900 s × U(0.75, 1.25). */
  public MintedToken mintAuthorisation(ClientId client, Map<String, ?> grants) {
    return authorisation(payload(client, TokenLife.AUTHORISATION.draw(random)), grants, client);
  }

  /** An authorisation token issued without the registry: 180 s × U(0.5, 1.5). */
  public MintedToken mintDegraded(ClientId client, Map<String, ?> grants) {
    return authorisation(
        payload(client, TokenLife.DEGRADED.draw(random)).put("degraded", true), grants, client);
  }

  /**
   * An authorisation token by which a service works for an owner, who stands in {@code act}: 900 s
   * × U(0.75, 1.25).
   */
  public MintedToken mintFor(ClientId service, ClientId owner, Map<String, ?> grants) {
    ObjectNode payload = payload(service, TokenLife.AUTHORISATION.draw(random));
    payload.putObject("act").put("sub", owner.value());
    return authorisation(payload, grants, service);
  }

  /** An authentication token: who the client is, for ten minutes. */
  public String authentication(ClientId client) {
    return mintAuthentication(client).token();
  }

  /** An authentication token with its life. */
  public MintedToken mintAuthentication(ClientId client) {
    PrivateSigningKey key = keys.keys().authenticationSigner().orElseThrow(TokenMint::noKey);
    ObjectNode payload = payload(client, AUTHENTICATION_LIFE);
    return new MintedToken(Signature.sign(payload, key, "ocelli-authn+jwt"), AUTHENTICATION_LIFE);
  }

  /**
   * Signs a document of authorisation's own, for {@link ocelli.authz.verify.SignedDocument}.
   *
   * @param payload gets the time as {@code iat}
   * @param type of the document, one that no token has
   */
  public String document(ObjectNode payload, String type) {
    PrivateSigningKey key = keys.keys().authorisationSigner().orElseThrow(TokenMint::noKey);
    return Signature.sign(payload.put("iat", clock.instant().getEpochSecond()), key, type);
  }

  private MintedToken authorisation(ObjectNode payload, Map<String, ?> grants, ClientId client) {
    PrivateSigningKey key = keys.keys().authorisationSigner().orElseThrow(TokenMint::noKey);
    payload.set("grants", JSON.valueToTree(grants));
    String token = sealed(Signature.sign(payload, key, "at+jwt"), keys.keys().sealing());
    if (token.length() > TokenVerifier.MAX_LENGTH) {
      throw new IllegalArgumentException("grants of " + client + " do not fit into a token");
    }
    return new MintedToken(
        token, Duration.ofSeconds(payload.path("exp").asLong() - payload.path("iat").asLong()));
  }

  private ObjectNode payload(ClientId client, Duration life) {
    long now = clock.instant().getEpochSecond();
    return JSON.createObjectNode()
        .put("iss", "ocelli")
        .put("sub", client.value())
        .put(
            "jti",
            HexFormat.of().toHexDigits(random.nextLong())
                + HexFormat.of().toHexDigits(random.nextLong()))
        .put("iat", now)
        .put("exp", now + life.toSeconds());
  }

  private static String sealed(String signed, SharedKey key) {
    return Jwts.builder()
        .header()
        .keyId(key.kid())
        .and()
        .content(signed.getBytes(StandardCharsets.US_ASCII), "JWT")
        .encryptWith(key.key(), Jwts.KEY.A256KW, Jwts.ENC.A256GCM)
        .compact();
  }

  private static IllegalStateException noKey() {
    return new IllegalStateException("the key source holds no private key to sign with");
  }
}
