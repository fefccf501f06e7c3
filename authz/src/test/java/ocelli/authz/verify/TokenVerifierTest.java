package ocelli.authz.verify;

import static ocelli.authz.verify.Tokens.CLIENT;
import static ocelli.authz.verify.Tokens.KEYS;
import static ocelli.authz.verify.Tokens.NOW;
import static ocelli.authz.verify.Tokens.encoded;
import static ocelli.authz.verify.Tokens.mint;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import ocelli.authz.issue.MintedToken;
import ocelli.protocol.ClientId;
import ocelli.protocol.TaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
  private static final String PAYLOAD =
      "{\"iss\":\"ocelli\",\"sub\":\"acme\",\"jti\":\"1\",\"iat\":"
          + NOW.getEpochSecond()
          + ",\"exp\":"
          + (NOW.getEpochSecond() + 600)
          + ",\"grants\":{\"ingest-1.*\":true}}";

  private final TokenVerifier verifier = TokenVerifier.create(KEYS);

  @Test
  void verify_ours_givesItsClaims() {
    Verdict verdict = verifier.verify(Tokens.good(), NOW);

    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    Claims claims = ((Verdict.Verified) verdict).claims();
    assertThat(claims.client()).isEqualTo(CLIENT);
    assertThat(claims.grant("ingest-1.0")).isPresent();
    assertThat(claims.grant(new TaskId("ocr", 2, 3))).isPresent();
    assertThat(claims.grant("push-1")).isEmpty();
    assertThat(claims.degraded()).isFalse();
    assertThat(claims.issuedAt()).isEqualTo(NOW);
  }

  @Test
  void verify_cached_judgesExpiryAnew() {
    String token = Tokens.good();

    assertThat(verifier.verify(token, NOW)).isInstanceOf(Verdict.Verified.class);
    assertThat(code(verifier.verify(token, NOW.plus(Duration.ofMinutes(20))))).isEqualTo("expired");
    assertThat(code(verifier.verify(token, NOW.minusSeconds(31)))).isEqualTo("not-yet-valid");
    assertThat(verifier.verify(token, NOW)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void verify_atItsExpiry_isExpired() {
    String token = Tokens.good();
    Claims claims = ((Verdict.Verified) verifier.verify(token, NOW)).claims();

    assertThat(verifier.verify(token, claims.expiresAt().minusMillis(1)))
        .isInstanceOf(Verdict.Verified.class);
    assertThat(code(verifier.verify(token, claims.expiresAt()))).isEqualTo("expired");
  }

  @Test
  void verify_authenticationToken_isWrongType() {
    assertThat(code(verifier.verify(mint(KEYS, NOW).authentication(CLIENT), NOW)))
        .isEqualTo("wrong-type");
  }

  @Test
  void verify_foreignKeys_areUnknown() {
    String foreign =
        mint(KeySource.generated(2048), NOW).authorisation(CLIENT, Map.of("ingest-1.*", true));

    assertThat(code(verifier.verify(foreign, NOW))).isEqualTo("unknown-key");
  }

  @Test
  void verify_foreignSignerUnderOurNames_isBadSignature() {
    KeySet ours = KEYS.keys();
    KeySet theirs = KeySource.generated(2048).keys();
    PrivateSigningKey disguised =
        new PrivateSigningKey(
            ours.authorisation().get(0).kid(), theirs.authorisationSigner().orElseThrow().key());

    assertThat(code(verifier.verify(sealed(signed(disguised), ours.sealing()), NOW)))
        .isEqualTo("bad-signature");
  }

  /** What a hijacked service could try: it holds the shared key and the public key. */
  @Test
  void verify_hmacWithThePublicKey_isRefused() {
    PublicSigningKey open = KEYS.keys().authorisation().get(0);
    String signed =
        Jwts.builder()
            .header()
            .keyId(open.kid())
            .type("at+jwt")
            .and()
            .content(PAYLOAD.getBytes(StandardCharsets.UTF_8), "json")
            .signWith(new SecretKeySpec(open.key().getEncoded(), "HmacSHA256"), Jwts.SIG.HS256)
            .compact();

    assertThat(code(verifier.verify(sealed(signed, KEYS.keys().sealing()), NOW)))
        .isEqualTo("wrong-type");
  }

  @Test
  void verify_unsignedInside_isRefused() {
    String none =
        encoded(
                "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"cty\":\"json\",\"kid\":\""
                    + KEYS.keys().authorisation().get(0).kid()
                    + "\"}")
            + "."
            + encoded(PAYLOAD)
            + ".";

    assertThat(code(verifier.verify(sealed(none, KEYS.keys().sealing()), NOW)))
        .isEqualTo("wrong-type");
    assertThat(code(verifier.verify(none, NOW))).isEqualTo("wrong-type");
  }

  /** The chapter's design: sealed with a public key, which proves nothing about who sealed it. */
  @Test
  void verify_sealedWithThePublicKeyOnly_isRefused() {
    PublicSigningKey open = KEYS.keys().authorisation().get(0);
    String token =
        Jwts.builder()
            .header()
            .keyId(open.kid())
            .and()
            .content(PAYLOAD.getBytes(StandardCharsets.UTF_8), "JWT")
            .encryptWith(open.key(), Jwts.KEY.RSA_OAEP_256, Jwts.ENC.A256GCM)
            .compact();

    assertThat(code(verifier.verify(token, NOW))).isEqualTo("wrong-type");
  }

  @Test
  void verify_zipped_isRefusedUnread() {
    SharedKey key = KEYS.keys().sealing();
    String token =
        Jwts.builder()
            .header()
            .keyId(key.kid())
            .and()
            .content("0".repeat(1 << 20).getBytes(StandardCharsets.UTF_8), "JWT")
            .compressWith(Jwts.ZIP.DEF)
            .encryptWith(key.key(), Jwts.KEY.A256KW, Jwts.ENC.A256GCM)
            .compact();

    assertThat(token.length()).isLessThan(TokenVerifier.MAX_LENGTH);
    assertThat(code(verifier.verify(token, NOW))).isEqualTo("wrong-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "jku", "x5u", "jwk", "crit", "x5c", "p2c", "b64"})
  void verify_oneMoreHeaderField_isRefused(String field) {
    String[] parts = Tokens.good().split("\\.");
    String header =
        "{\"alg\":\"A256KW\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\""
            + KEYS.keys().sealing().kid()
            + "\",\""
            + field
            + "\":[\"exp\"]}";
    parts[0] = encoded(header);

    assertThat(code(verifier.verify(String.join(".", parts), NOW))).isEqualTo("wrong-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PBES2-HS256+A128KW", "dir", "A128KW", "RSA1_5", "none", "ECDH-ES"})
  void verify_anotherAlgorithm_isRefused(String algorithm) {
    String header =
        "{\"alg\":\"" + algorithm + "\",\"enc\":\"A256GCM\",\"cty\":\"JWT\",\"kid\":\"x\"}";

    assertThat(code(verifier.verify(encoded(header) + ".AA.AA.AA.AA", NOW)))
        .isEqualTo("wrong-type");
  }

  @Test
  void verify_fiveMegabytes_isRefusedAtOnce() {
    String token = "a".repeat(5 << 20);
    long begun = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertThat(code(verifier.verify(token, NOW))).isEqualTo("too-long");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  static Stream<String> garbage() {
    return Stream.of(
        "",
        ".",
        "....",
        "a.b.c",
        "a.b.c.d.e",
        "é.é.é.é.é",
        encoded("{}") + "....",
        "null",
        encoded("[") + ".a.a.a.a",
        encoded("[]") + ".a.a.a.a",
        encoded("7") + ".a.a.a.a",
        encoded("{\"alg\":null}") + ".a.a.a.a",
        encoded("[[[[".repeat(500)) + ".a.a.a.a");
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void verify_garbage_isRefusedWithoutThrowing(String token) {
    assertThat(verifier.verify(token, NOW)).isInstanceOf(Verdict.Refused.class);
  }

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  /** A changed character anywhere is noticed (the last of a part may carry unused bits). */
  @ParameterizedTest
  @MethodSource("seeds")
  void verify_altered_isRefused(int seed) {
    String token = Tokens.good();
    SplittableRandom random = new SplittableRandom(seed);
    int place = random.nextInt(token.length() - 2);
    if (token.charAt(place) == '.' || token.charAt(place + 1) == '.') {
      place = token.lastIndexOf('.') + 1;
    }
    char other = token.charAt(place) == 'A' ? 'B' : 'A';
    String altered = token.substring(0, place) + other + token.substring(place + 1);

    assertThat(verifier.verify(altered, NOW)).isInstanceOf(Verdict.Refused.class);
    assertThat(verifier.verify(token, NOW)).isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void verify_act_namesTheOwner() {
    MintedToken token =
        mint(KEYS, NOW).mintFor(CLIENT, new ClientId("owner"), Map.of("ingest-1.*", true));
    Claims claims = ((Verdict.Verified) verifier.verify(token.token(), NOW)).claims();

    assertThat(claims.client()).isEqualTo(CLIENT);
    assertThat(claims.owner()).contains(new ClientId("owner"));
    assertThat(((Verdict.Verified) verifier.verify(Tokens.good(), NOW)).claims().owner()).isEmpty();
  }

  /** Signed by us, and yet: who acts for whom is never guessed at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "\"owner\"",
        "null",
        "[]",
        "{\"sub\":7}",
        "{\"sub\":\"a b\"}",
        "{\"sub\":\"a\",\"act\":{\"sub\":\"b\"}}"
      })
  void verify_actOfAnotherForm_isMalformed(String act) {
    String payload = PAYLOAD.replace("\"grants\"", "\"act\":" + act + ",\"grants\"");
    String token =
        sealed(
            signed(KEYS.keys().authorisationSigner().orElseThrow(), payload),
            KEYS.keys().sealing());

    assertThat(code(verifier.verify(token, NOW))).isEqualTo("malformed");
  }

  private static String code(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdict).code();
  }

  private static String signed(PrivateSigningKey key) {
    return signed(key, PAYLOAD);
  }

  private static String signed(PrivateSigningKey key, String payload) {
    return Jwts.builder()
        .header()
        .keyId(key.kid())
        .type("at+jwt")
        .and()
        .content(payload.getBytes(StandardCharsets.UTF_8), "json")
        .signWith(key.key(), Jwts.SIG.PS256)
        .compact();
  }

  private static String sealed(String signed, SharedKey key) {
    return Jwts.builder()
        .header()
        .keyId(key.kid())
        .and()
        .content(signed.getBytes(StandardCharsets.UTF_8), "JWT")
        .encryptWith(key.key(), Jwts.KEY.A256KW, Jwts.ENC.A256GCM)
        .compact();
  }
}
