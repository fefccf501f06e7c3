package ocelli.authz.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import ocelli.authz.core.DeliveryOrder;
import ocelli.authz.core.PushTarget;
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
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ClientId CLIENT = new ClientId("acme");
  private static final Registration REGISTERED =
      new Registration(
          CLIENT,
          new Grants(
              Map.of(
                  "ingest-1.*", BooleanNode.TRUE,
                  "ocr-*", BooleanNode.TRUE,
                  "firehose-1.*", BooleanNode.TRUE)),
          Optional.of(new PushTarget("https://example.org/h", 3, DeliveryOrder.STRICT)),
          NOW);

  private final Revocations revocations = Revocations.none();
  private final TokenMint mint = new TokenMint(KEYS, CLOCK, new SplittableRandom(1));

  @Test
  void exchange_registered_grantsAllWithItsWebhook() {
    Claims claims = claims(exchange(known(), mint.authentication(CLIENT), Optional.empty()));

    assertThat(claims.client()).isEqualTo(CLIENT);
    assertThat(claims.degraded()).isFalse();
    assertThat(claims.grant("firehose-1.0")).isPresent();
    assertThat(claims.grant("push-1").orElseThrow().toString())
        .isEqualTo("{\"url\":\"https://example.org/h\",\"generation\":3,\"order\":\"strict\"}");
  }

  @Test
  void exchange_scope_narrows() {
    Claims claims =
        claims(exchange(known(), mint.authentication(CLIENT), Optional.of("ocr-1.0 push-1")));

    assertThat(claims.grants()).containsOnlyKeys("ocr-1.0", "push-1");
  }

  @Test
  void exchange_moreThanGranted_isInvalidScope() {
    assertThat(error(exchange(known(), mint.authentication(CLIENT), Optional.of("codes-1.*"))))
        .isEqualTo("invalid_scope");
  }

  @Test
  void exchange_notAnAuthenticationToken_isInvalid() {
    assertThat(error(exchange(known(), "x", Optional.empty()))).isEqualTo("invalid_request");
    assertThat(error(exchange(known(), mint.authorisation(CLIENT, Map.of()), Optional.empty())))
        .isEqualTo("invalid_request");
  }

  @Test
  void exchange_revoked_isInvalid() {
    Exchange exchange =
        exchange(CompletableFuture.completedFuture(Optional.empty()), Optional.empty());

    assertThat(error(exchange(exchange, mint.authentication(CLIENT), Optional.empty())))
        .isEqualTo("invalid_request");
  }

  /** Also while nobody can ask the registry: a revoked client gets no degraded token. */
  @Test
  void exchange_tokenRevoked_isInvalid() {
    String before = mint.authentication(CLIENT);
    revocations.add(new Revocation(CLIENT, NOW, false));
    String after =
        new TokenMint(KEYS, Clock.offset(CLOCK, Duration.ofSeconds(1)), new SplittableRandom(2))
            .authentication(CLIENT);

    assertThat(error(exchange(known(), before, Optional.empty()))).isEqualTo("invalid_request");
    assertThat(error(exchange(gone(Optional.empty()), before, Optional.empty())))
        .isEqualTo("invalid_request");
    assertThat(exchange(known(), after, Optional.empty())).isInstanceOf(Exchange.Issued.class);
    revocations.add(new Revocation(CLIENT, NOW, true));
    assertThat(error(exchange(gone(Optional.empty()), after, Optional.empty())))
        .isEqualTo("invalid_request");
  }

  @Test
  void exchange_databaseGone_grantsIngestAndVisionWithoutWebhook() {
    Claims claims =
        claims(exchange(gone(Optional.empty()), mint.authentication(CLIENT), Optional.empty()));

    assertThat(claims.degraded()).isTrue();
    assertThat(claims.grants())
        .containsOnlyKeys("ingest-1.*", "faceextract-1.*", "ocr-1.*", "codes-1.*", "quality-1.*");
  }

  @Test
  void exchange_databaseGoneButInSnapshot_keepsWhatLosesNoImage() {
    Claims claims =
        claims(
            exchange(
                gone(Optional.of(REGISTERED.claims())),
                mint.authentication(CLIENT),
                Optional.empty()));

    assertThat(claims.degraded()).isTrue();
    assertThat(claims.grants()).containsOnlyKeys("ingest-1.*", "ocr-*", "push-1");
  }

  private static Exchange.Outcome exchange(
      Exchange exchange, String token, Optional<String> scope) {
    return exchange.exchange(token, scope).toCompletableFuture().join();
  }

  private Exchange known() {
    return exchange(CompletableFuture.completedFuture(Optional.of(REGISTERED)), Optional.empty());
  }

  private Exchange gone(Optional<Grants> snapshot) {
    return exchange(CompletableFuture.failedFuture(new SQLException("gone")), snapshot);
  }

  private Exchange exchange(
      CompletableFuture<Optional<Registration>> found, Optional<Grants> snapshot) {
    return new Exchange(
        AuthenticationVerifier.create(KEYS),
        client -> found,
        client -> snapshot,
        mint,
        revocations,
        CLOCK,
        Runnable::run);
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
