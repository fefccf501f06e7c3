package ocelli.authz.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import ocelli.authz.door.Revocation;
import ocelli.authz.door.Revocations;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Registration;
import ocelli.authz.verify.AuthenticationVerifier;
import ocelli.authz.verify.Claims;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.protocol.ClientId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelegationTest {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ClientId JOBS = new ClientId("jobs");
  private static final ClientId OWNER = new ClientId("acme");
  private static final JsonNode IDENTITY =
      JsonNodeFactory.instance.objectNode().put("identity", true);
  private static final String JOB_SCOPE =
      "ingest-1.* ocr-* codes-1.* quality-1.* faceextract-1.* summary-1.*";

  private final Map<ClientId, CompletionStage<Optional<Registration>>> registry = new HashMap<>();
  private final Revocations revocations = Revocations.none();
  private final TokenMint mint = mint(KEYS, NOW);

  @BeforeEach
  void register() {
    add(
        JOBS,
        Map.of(
            "ingest-1.*", BooleanNode.TRUE,
            "firehose-1.*", BooleanNode.TRUE,
            "ocr-*", BooleanNode.TRUE,
            "codes-1.*", BooleanNode.TRUE,
            "faceextract-1.*", IDENTITY,
            "summary-1.*", BooleanNode.TRUE));
    add(OWNER, Map.of());
  }

  @Test
  void exchange_scope_grantsWhatBothMayAndNamesTheOwner() {
    String owner =
        owner(
            Map.of(
                "jobs-1.*", true,
                "ocr-1.*", true,
                "faceextract-1.*", true,
                "quality-1.*", true,
                "push-1", Map.of("url", "https://example.org/")));

    Claims claims = claims(exchange(owner, JOB_SCOPE));
    assertThat(claims.client()).isEqualTo(JOBS);
    assertThat(claims.owner()).contains(OWNER);
    assertThat(claims.degraded()).isFalse();
    assertThat(claims.grants())
        .isEqualTo(
            Map.of(
                "ingest-1.*", BooleanNode.TRUE,
                "ocr-1.*", BooleanNode.TRUE,
                "faceextract-1.*", BooleanNode.TRUE));
    assertThat(Duration.between(NOW, claims.expiresAt()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(675));
  }

  @Test
  void exchange_ownerWithIdentity_keepsIt() {
    Claims claims = claims(exchange(owner(Map.of("faceextract-1.*", IDENTITY)), JOB_SCOPE));

    assertThat(claims.grant("faceextract-1.0")).contains(IDENTITY);
  }

  @Test
  void exchange_withoutScope_grantsAllThatBothMay() {
    Exchange.Outcome outcome = exchange(owner(Map.of("ocr-1.0", true)), null);

    assertThat(claims(outcome).grants()).containsOnlyKeys("firehose-1.*", "ingest-1.*", "ocr-1.0");
  }

  @Test
  void exchange_noTaskForBoth_isInvalidScope() {
    String doors = owner(Map.of("jobs-1.*", true, "ingest-1.*", true, "summary-1.*", true));

    assertThat(error(exchange(doors, JOB_SCOPE))).isEqualTo("invalid_scope");
    assertThat(error(exchange(owner(Map.of("ocr-*", true)), "ingest-1.* codes-1.*")))
        .isEqualTo("invalid_scope");
    assertThat(error(exchange(owner(Map.of("ocr-*", true)), "ocr"))).isEqualTo("invalid_scope");
  }

  @Test
  void exchange_ownersTokenOfNoUse_isInvalidGrant() {
    Map<String, Object> all = Map.of("ocr-*", true);
    Instant before = NOW.minus(Duration.ofMinutes(19));
    String foreign = mint(KeySource.generated(2048), NOW).authorisation(OWNER, all);
    String delegated = mint.mintFor(OWNER, new ClientId("third"), all).token();

    assertThat(error(exchange("x", JOB_SCOPE))).isEqualTo("invalid_grant");
    assertThat(error(exchange(mint(KEYS, before).authorisation(OWNER, all), JOB_SCOPE)))
        .isEqualTo("invalid_grant");
    assertThat(error(exchange(foreign, JOB_SCOPE))).isEqualTo("invalid_grant");
    assertThat(error(exchange(mint.authentication(OWNER), JOB_SCOPE))).isEqualTo("invalid_grant");
    assertThat(error(exchange(mint.mintDegraded(OWNER, all).token(), JOB_SCOPE)))
        .isEqualTo("invalid_grant");
    assertThat(error(exchange(delegated, JOB_SCOPE))).isEqualTo("invalid_grant");
  }

  @Test
  void exchange_ownerRevoked_isInvalidGrant() {
    registry.put(OWNER, CompletableFuture.completedFuture(Optional.empty()));

    assertThat(error(exchange(owner(Map.of("ocr-*", true)), JOB_SCOPE))).isEqualTo("invalid_grant");
  }

  @Test
  void exchange_tokensRevoked_areOfNoUse() {
    String owner = owner(Map.of("ocr-*", true));

    revocations.add(new Revocation(OWNER, NOW, false));
    assertThat(error(exchange(owner, JOB_SCOPE))).isEqualTo("invalid_grant");
    revocations.add(new Revocation(JOBS, NOW, false));
    assertThat(error(exchange(owner, JOB_SCOPE))).isEqualTo("invalid_request");
  }

  @Test
  void exchange_serviceOfNoUse_isInvalidRequest() {
    String owner = owner(Map.of("ocr-*", true));

    assertThat(error(exchange(owner, owner, JOB_SCOPE))).isEqualTo("invalid_request");
    registry.put(JOBS, CompletableFuture.completedFuture(Optional.empty()));
    assertThat(error(exchange(owner, JOB_SCOPE))).isEqualTo("invalid_request");
  }

  @Test
  void exchange_databaseGone_isUnavailableAndNeverDegraded() {
    String owner = owner(Map.of("ocr-*", true));
    for (ClientId one : new ClientId[] {JOBS, OWNER}) {
      CompletionStage<Optional<Registration>> known =
          registry.put(one, CompletableFuture.failedFuture(new SQLException("gone")));
      assertThat(exchange(owner, JOB_SCOPE)).isEqualTo(new Exchange.Unavailable());
      registry.put(one, known);
    }
  }

  private Exchange.Outcome exchange(String owner, @Nullable String scope) {
    return exchange(mint.authentication(JOBS), owner, scope);
  }

  private Exchange.Outcome exchange(String subject, String owner, @Nullable String scope) {
    Delegation delegation =
        new Delegation(
            AuthenticationVerifier.create(KEYS),
            TokenVerifier.create(KEYS),
            registry::get,
            mint,
            revocations,
            Clock.fixed(NOW, ZoneOffset.UTC),
            Runnable::run);
    return (delegation
        .exchange(subject, owner, Optional.ofNullable(scope))
        .toCompletableFuture()
        .join());
  }

  private void add(ClientId client, Map<String, JsonNode> grants) {
    registry.put(
        client,
        CompletableFuture.completedFuture(
            Optional.of(new Registration(client, new Grants(grants), Optional.empty(), NOW))));
  }

  private String owner(Map<String, ?> grants) {
    return mint.authorisation(OWNER, grants);
  }

  private static TokenMint mint(KeySource keys, Instant now) {
    return new TokenMint(keys, Clock.fixed(now, ZoneOffset.UTC), new SplittableRandom(1));
  }

  private static Claims claims(Exchange.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Exchange.Issued.class);
    String token = ((Exchange.Issued) outcome).token().token();
    return ((Verdict.Verified) TokenVerifier.create(KEYS).verify(token, NOW)).claims();
  }

  private static String error(Exchange.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Exchange.Refused.class);
    return ((Exchange.Refused) outcome).error();
  }
}
