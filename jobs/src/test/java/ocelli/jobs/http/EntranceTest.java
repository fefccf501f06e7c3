package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EntranceTest {
  private static final ActorSystem SYSTEM = ActorSystem.create("entrance");
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @AfterAll
  static void end() {
    SYSTEM.terminate();
  }

  @Test
  void owner_goodToken_isItsClient_withTheTokenItself() throws Exception {
    String token = token("jobs-1.*");

    assertThat(answer(NOW, "Bearer " + token)).isEqualTo("200 acme " + token);
  }

  @Test
  void owner_anyOther_isRefused() throws Exception {
    String good = "Bearer " + token("jobs-1.*");

    assertThat(answer(NOW, "Basic YTpi")).startsWith("401").contains("missing-token");
    assertThat(answer(NOW, "Bearer x")).startsWith("401").contains("token-malformed");
    assertThat(answer(NOW.plus(Duration.ofHours(1)), good))
        .startsWith("401")
        .contains("token-expired");
    assertThat(answer(NOW, "Bearer " + token("links-1.*")))
        .startsWith("403")
        .contains("missing-claim", "\"claim\":\"jobs-1.0\"");
  }

  private static String answer(Instant now, String authorization) throws Exception {
    Entrance entrance =
        new Entrance(
            new BearerDoor(TokenVerifier.create(KEYS), Revocations.none()),
            Clock.fixed(now, ZoneOffset.UTC));
    Route route =
        entrance.owner(owner -> Directives.complete(owner.client().value() + " " + owner.token()));
    HttpRequest request =
        HttpRequest.GET("/").addHeader(RawHeader.create("Authorization", authorization));
    HttpResponse answer =
        route.function(SYSTEM).apply(request).toCompletableFuture().get(60, TimeUnit.SECONDS);
    String body =
        answer
            .entity()
            .toStrict(60_000, SYSTEM)
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS)
            .getData()
            .utf8String();
    return answer.status().intValue() + " " + body;
  }

  private static String token(String claim) {
    return new TokenMint(KEYS, Clock.fixed(NOW, ZoneOffset.UTC), new SplittableRandom(1))
        .authorisation(new ClientId("acme"), Map.of(claim, true));
  }
}
