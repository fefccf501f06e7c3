package ocelli.authz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.authz.verify.WebhookSecrets;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The roles over HTTP as clients and operators meet them. */
class AuthzIT {
  private static RunningAuthz both;

  @BeforeAll
  static void start() {
    both = RunningAuthz.both();
  }

  @AfterAll
  static void stop() {
    both.close();
  }

  @Test
  void fromRegistrationToClaims() {
    RunningAuthz.Answer added =
        both.asOperator(
            "POST",
            "/authz/clients",
            "{\"client_id\":\"acme\",\"push_url\":\"https://example.org/h\",\"order\":\"strict\","
                + "\"grants\":{\"ingest-1.*\":true,\"faceextract-1.*\":{\"identity\":true}}}");

    assertThat(added.status()).isEqualTo(201);
    assertThat(added.json().path("webhook_secret").asText())
        .isEqualTo(WebhookSecrets.secret(both.webhookMaster(), new ClientId("acme"), 1));
    Claims claims = claims(both.token("acme", secret(added), "").json());
    assertThat(claims.client()).isEqualTo(new ClientId("acme"));
    assertThat(claims.degraded()).isFalse();
    assertThat(claims.grant("faceextract-1.0").orElseThrow().path("identity").asBoolean()).isTrue();
    assertThat(claims.grant("push-1").orElseThrow().toString())
        .isEqualTo("{\"url\":\"https://example.org/h\",\"generation\":1,\"order\":\"strict\"}");

    Claims narrowed = claims(both.token("acme", secret(added), "&scope=ingest-1.0").json());
    assertThat(narrowed.grants()).containsOnlyKeys("ingest-1.0");
    RunningAuthz.Answer wide = both.token("acme", secret(added), "&scope=ocr-1.0");
    assertThat(wide.status()).isEqualTo(400);
    assertThat(wide.json().path("error").asText()).isEqualTo("invalid_scope");
  }

  /** As jobs does it for the owner of a job. */
  @Test
  void actingForAnOwner_grantsWhatBothMay() {
    String service =
        secret(both.add("worker", "{\"ingest-1.*\":true,\"ocr-*\":true,\"codes-1.*\":true}"));
    String owner = secret(both.add("owner", "{\"jobs-1.*\":true,\"ocr-1.*\":true}"));
    String ownersToken = both.token("owner", owner, "").json().path("access_token").asText();
    String subject = both.authentication("worker", service);
    String actor = "&actor_token_type=urn:ietf:params:oauth:token-type:access_token&actor_token=";

    RunningAuthz.Answer issued =
        both.exchange(subject, actor + ownersToken + "&scope=ingest-1.*+ocr-1.*+codes-1.*");
    assertThat(issued.status()).isEqualTo(200);
    Claims claims = claims(issued.json());
    assertThat(claims.client()).isEqualTo(new ClientId("worker"));
    assertThat(claims.owner()).contains(new ClientId("owner"));
    assertThat(claims.grants()).containsOnlyKeys("ingest-1.*", "ocr-1.*");
    assertThat(both.exchange(subject, actor + "x").json().path("error").asText())
        .isEqualTo("invalid_grant");
    assertThat(both.exchange(subject, "&actor_token=" + ownersToken).json().path("error").asText())
        .isEqualTo("invalid_request");
    both.asOperator("DELETE", "/authz/clients/owner", "");
    RunningAuthz.Answer revoked = both.exchange(subject, actor + ownersToken);
    assertThat(revoked.status()).isEqualTo(400);
    assertThat(revoked.json().path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void withoutGrants_nothingIsGrantedAndNoWebhook() {
    RunningAuthz.Answer added = both.add("bare", "{}");

    assertThat(added.json().has("webhook_secret")).isFalse();
    assertThat(claims(both.token("bare", secret(added), "").json()).grants()).isEmpty();
  }

  @Test
  void credentials_inTheBodyOrEncodedInBasic_areTheSame() {
    String secret = secret(both.add("a.b~c-d_e", "{}"));
    String basic = Base64.getEncoder().encodeToString(("a.b%7Ec-d_e:" + secret).getBytes());
    String form = "grant_type=client_credentials";

    assertThat(both.form("/authn/token", form, "Basic " + basic).status()).isEqualTo(200);
    RunningAuthz.Answer body =
        both.form("/authn/token", form + "&client_id=a.b~c-d_e&client_secret=" + secret, "");
    assertThat(body.status()).isEqualTo(200);
    assertThat(body.json().path("expires_in").asInt()).isEqualTo(600);
    assertThat(body.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void wrongCredentials_areAllRefusedAlike() {
    both.add("known", "{}");
    String form = "grant_type=client_credentials";
    RunningAuthz.Answer wrong =
        both.form("/authn/token", form + "&client_id=known&client_secret=x", "");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic");
    assertThat(both.form("/authn/token", form + "&client_id=nobody&client_secret=x", "").body())
        .isEqualTo(wrong.body());
    assertThat(both.form("/authn/token", form, "Basic !!").body()).isEqualTo(wrong.body());
    assertThat(both.form("/authn/token", form, "").body()).isEqualTo(wrong.body());
  }

  /** The one who guesses waits; the client, who comes from elsewhere, does not. */
  @Test
  void guessing_isSlowedDownAtItsOwnAddress() {
    String secret = secret(both.add("guessed", "{}"));
    for (int i = 0; i < 10; i++) {
      assertThat(both.authenticateFrom("192.0.2.1", "guessed", "x" + i).status()).isEqualTo(401);
    }
    RunningAuthz.Answer slowed = both.authenticateFrom("192.0.2.1", "guessed", secret);

    assertThat(slowed.status()).isEqualTo(429);
    assertThat(Integer.parseInt(slowed.header("Retry-After"))).isBetween(1, 61);
    assertThat(slowed.json().path("error").asText()).isEqualTo("slow_down");
    assertThat(both.authenticateFrom("192.0.2.2", "guessed", secret).status()).isEqualTo(200);
    RunningAuthz.await(() -> both.authenticateFrom("192.0.2.1", "guessed", secret).status() == 200);
  }

  @Test
  void guessingAnOperatorsToken_isSlowedDown() {
    for (int i = 0; i < 10; i++) {
      assertThat(both.listFrom("192.0.2.3", "Bearer guess-" + i).status()).isEqualTo(401);
    }
    RunningAuthz.Answer slowed = both.listFrom("192.0.2.3", "Bearer guess");

    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.json().path("code").asText()).isEqualTo("too-many-attempts");
    assertThat(slowed.header("Retry-After")).isNotEmpty();
    assertThat(both.asOperator("GET", "/authz/clients", "").status()).isEqualTo(200);
  }

  @Test
  void badTokenRequests_areOAuthErrors() {
    assertThat(error("/authn/token", "")).isEqualTo("400 invalid_request");
    assertThat(error("/authn/token", "grant_type=password"))
        .isEqualTo("400 unsupported_grant_type");
    assertThat(error("/authn/token", "grant_type=a&grant_type=b")).isEqualTo("400 invalid_request");
    assertThat(error("/authz/token", "grant_type=client_credentials"))
        .isEqualTo("400 unsupported_grant_type");
    String exchange = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange";
    assertThat(error("/authz/token", exchange)).isEqualTo("400 invalid_request");
    assertThat(error("/authz/token", exchange + "&subject_token=x&subject_token_type=saml"))
        .isEqualTo("400 invalid_request");
    assertThat(
            error(
                "/authz/token",
                exchange
                    + "&subject_token=x.y.z&subject_token_type="
                    + "urn:ietf:params:oauth:token-type:access_token"))
        .isEqualTo("400 invalid_request");
    assertThat(both.form("/authn/token", "grant_type=" + "x".repeat(100_000), "").status())
        .isEqualTo(413);
  }

  @Test
  void rotate_keepsTwoSecretsValid() {
    String first = secret(both.add("turning", "{}"));
    String second = secret(both.asOperator("POST", "/authz/clients/turning/rotate", ""));

    assertThat(both.token("turning", first, "").status()).isEqualTo(200);
    assertThat(both.token("turning", second, "").status()).isEqualTo(200);
    String third = secret(both.asOperator("POST", "/authz/clients/turning/rotate", ""));
    assertThat(both.token("turning", first, "").status()).isEqualTo(401);
    assertThat(both.token("turning", second, "").status()).isEqualTo(200);
    assertThat(both.token("turning", third, "").status()).isEqualTo(200);
    assertThat(both.asOperator("POST", "/authz/clients/nobody/rotate", "").status()).isEqualTo(404);
  }

  @Test
  void rotateWebhook_countsTheGeneration() {
    both.asOperator(
        "POST",
        "/authz/clients",
        "{\"client_id\":\"hooked\",\"push_url\":\"https://example.org/\"}");
    RunningAuthz.Answer rotated =
        both.asOperator("POST", "/authz/clients/hooked/rotate-webhook", "");

    assertThat(rotated.json().path("webhook_secret").asText())
        .isEqualTo(WebhookSecrets.secret(both.webhookMaster(), new ClientId("hooked"), 2));
    assertThat(rotated.json().has("client_secret")).isFalse();
    assertThat(
            both.asOperator("GET", "/authz/clients/hooked", "")
                .json()
                .at("/grants/push-1/generation")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void revoke_endsIssuing_andTheNameStaysTaken() {
    String secret = secret(both.add("leaving", "{\"ingest-1.*\":true}"));
    String authentication = both.authentication("leaving", secret);

    assertThat(both.asOperator("DELETE", "/authz/clients/leaving", "").status()).isEqualTo(204);
    assertThat(both.asOperator("DELETE", "/authz/clients/leaving", "").status()).isEqualTo(404);
    assertThat(both.token("leaving", secret, "").status()).isEqualTo(401);
    assertThat(both.exchange(authentication, "").json().path("error").asText())
        .isEqualTo("invalid_request");
    assertThat(both.add("leaving", "{}").status()).isEqualTo(409);
    assertThat(both.asOperator("GET", "/authz/clients", "").body()).doesNotContain("leaving");
  }

  @Test
  void registration_ofWhatCannotBe_namesTheField() {
    assertThat(both.add("twice", "{}").status()).isEqualTo(201);
    assertThat(both.add("twice", "{}").json().path("code").asText()).isEqualTo("client-exists");
    assertThat(refused("{\"client_id\":\"a b\"}")).isEqualTo("400 client_id");
    assertThat(refused("{\"client_id\":\"g\",\"grants\":{\"*\":true}}")).isEqualTo("400 grants");
    assertThat(refused("{\"client_id\":\"g\",\"push_url\":\"http://example.org/\"}"))
        .isEqualTo("400 push_url");
    assertThat(refused("{\"client_id\":\"g\",\"push_url\":\"https://127.0.0.1/\"}"))
        .isEqualTo("400 push_url");
    assertThat(refused("{\"client_id\":\"g\",\"order\":\"random\"}")).isEqualTo("400 order");
    assertThat(refused("no json")).isEqualTo("400 ");
  }

  @Test
  void operatorRoutes_withoutTheToken_are401() {
    for (String path :
        new String[] {"/authz/clients", "/authz/clients/acme", "/authn/clients/acme"}) {
      RunningAuthz.Answer answer = both.call("GET", path, "", "application/json", "Bearer x");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json().path("code").asText()).isEqualTo("operator-token");
      assertThat(both.call("DELETE", path, "", "application/json", "").status()).isEqualTo(401);
    }
  }

  @Test
  void jwks_hasThePublicKeysAndNothingElse() {
    JsonNode keys = both.call("GET", "/authz/jwks.json", "", "", "").json().path("keys");

    assertThat(keys).hasSize(2);
    keys.forEach(
        key -> {
          assertThat(key.path("alg").asText()).isEqualTo("PS256");
          assertThat(key.fieldNames())
              .toIterable()
              .containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
        });
  }

  /** A role alone does its own part; authz asks authn for the secrets. */
  @Test
  void rolesApart_workTogetherOverHttp() {
    try (RunningAuthz authn = RunningAuthz.authn();
        RunningAuthz authz = RunningAuthz.authz(authn.url())) {
      RunningAuthz.Answer added = authz.add("apart", "{\"ingest-1.*\":true}");
      assertThat(added.status()).isEqualTo(201);
      String authentication = authn.authentication("apart", secret(added));

      assertThat(claims(authz.exchange(authentication, "").json()).grant("ingest-1.0")).isPresent();
      assertThat(authn.call("POST", "/authz/token", "", "", "").status()).isEqualTo(404);
      assertThat(authz.call("POST", "/authn/token", "", "", "").status()).isEqualTo(404);
      assertThat(authz.asOperator("DELETE", "/authz/clients/apart", "").status()).isEqualTo(204);
      assertThat(authn.token("apart", secret(added), "").status()).isEqualTo(401);
    }
  }

  /** A registration that cannot be completed leaves nothing behind. */
  @Test
  void authnGone_registrationIsTakenBack() {
    try (RunningAuthz authz = RunningAuthz.authz("http://127.0.0.1:1")) {
      assertThat(authz.add("halfway", "{}").status()).isEqualTo(503);
      assertThat(authz.asOperator("GET", "/authz/clients", "").body()).doesNotContain("halfway");
    }
  }

  @Test
  void databaseGone_tokensAreDegradedAtOnceAndWholeAfterwards() {
    try (RunningAuthz authz = RunningAuthz.withOwnDatabase()) {
      String secret = secret(authz.add("steady", "{\"ingest-1.*\":true,\"firehose-1.*\":true}"));
      String authentication = authz.authentication("steady", secret);
      authz.awaitSnapshotOf("steady");
      authz.stopDatabase();

      RunningAuthz.Answer degraded = authz.exchange(authentication, "");
      assertThat(degraded.json().path("degraded").asBoolean()).isTrue();
      assertThat(claims(degraded.json()).degraded()).isTrue();
      assertThat(claims(degraded.json()).grants()).containsOnlyKeys("ingest-1.*");
      assertThat(degraded.json().path("expires_in").asInt()).isBetween(90, 270);
      authz.exchange(authentication, "");
      authz.exchange(authentication, "");
      Instant asked = authz.now();
      authz.exchange(authentication, "");
      assertThat(Duration.between(asked, authz.now())).isLessThan(Duration.ofSeconds(1));
      RunningAuthz.Answer authn = authz.token("steady", secret, "");
      assertThat(authn.status()).isEqualTo(503);
      assertThat(authn.header("Retry-After")).isNotEmpty();

      authz.startDatabase();
      authz.awaitWhole(authentication);
      assertThat(authz.token("steady", secret, "").status()).isEqualTo(200);
    }
  }

  /** A power cut brings authorisation back before its database: images must not wait for that. */
  @Test
  void databaseGoneAtTheStart_tokensAreDegradedAndLaterWhole() {
    try (RunningAuthz authz = RunningAuthz.withoutDatabase()) {
      String authentication =
          new TokenMint(RunningAuthz.KEYS, Clock.systemUTC(), new SecureRandom())
              .authentication(new ClientId("early"));

      RunningAuthz.Answer degraded = authz.exchange(authentication, "");
      assertThat(degraded.status()).isEqualTo(200);
      assertThat(claims(degraded.json()).degraded()).isTrue();
      assertThat(authz.authenticate("early", "x").status()).isEqualTo(503);
      assertThat(authz.add("early", "{}").status()).isEqualTo(503);

      authz.startDatabase();
      RunningAuthz.await(() -> authz.add("early", "{\"ocr-*\":true}").status() == 201);
      authz.awaitWhole(authentication);
      assertThat(claims(authz.exchange(authentication, "").json()).grants())
          .containsOnlyKeys("ocr-*");
    }
  }

  private static String error(String path, String form) {
    RunningAuthz.Answer answer = both.form(path, form, "");
    return answer.status() + " " + answer.json().path("error").asText();
  }

  private static String refused(String body) {
    RunningAuthz.Answer answer = both.asOperator("POST", "/authz/clients", body);
    return answer.status() + " " + answer.json().path("field").asText();
  }

  private static String secret(RunningAuthz.Answer answer) {
    return answer.json().path("client_secret").asText();
  }

  private static Claims claims(JsonNode answer) {
    Verdict verdict =
        TokenVerifier.create(RunningAuthz.KEYS)
            .verify(answer.path("access_token").asText(), both.now());
    assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    return ((Verdict.Verified) verdict).claims();
  }
}
