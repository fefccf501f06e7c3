package ocelli.authz.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ocelli.authz.core.AddressRange;
import ocelli.authz.core.ClientSecret;
import ocelli.authz.core.SecretHash;
import ocelli.authz.issue.Authentication;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.runtime.ServiceContext;
import ocelli.runtime.health.Health;
import ocelli.runtime.kafka.KafkaConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guessing over HTTP, with secrets in memory. */
class AuthnRoutesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ClientSecret SECRET = ClientSecret.generate(RANDOM);
  private static final SecretHash HASH = SecretHash.of(SECRET, RANDOM);
  private static final int GUESSES = 90; // connections that a listening socket queues: 100
  private static final ExecutorService HASHING = Executors.newSingleThreadExecutor();
  private static final AtomicInteger ARRIVED = new AtomicInteger();
  private static final CompletableFuture<List<SecretHash>> HASHES = new CompletableFuture<>();
  private static ActorSystem<Void> system;
  private static ServerBinding binding;

  @BeforeAll
  static void start() {
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "authn",
            ConfigFactory.parseString(
                    "akka.http.server.remote-address-attribute = on, akka.actor.provider = local")
                .withFallback(ConfigFactory.load()));
    ServiceContext context =
        new ServiceContext(
            system,
            Clock.systemUTC(),
            new KafkaConnection("127.0.0.1:1"),
            new SimpleMeterRegistry(),
            new Health());
    Authentication authentication =
        new Authentication(
            client -> known(),
            new TokenMint(KeySource.generated(2048), Clock.systemUTC(), RANDOM),
            HASHING,
            RANDOM);
    AuthnRoutes routes =
        new AuthnRoutes(
            authentication,
            new PeerAddress(Set.of(AddressRange.of("127.0.0.1"))),
            system,
            Clock.systemUTC(),
            context.metersOf("authn"));
    binding =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bind(routes.routes())
            .toCompletableFuture()
            .join();
  }

  @AfterAll
  static void stop() {
    HASHING.shutdown();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** The database answers when all have come in, so when none has failed yet. */
  private static CompletableFuture<List<SecretHash>> known() {
    if (ARRIVED.incrementAndGet() == GUESSES) {
      HASHES.complete(List.of(HASH));
    }
    return HASHES;
  }

  /** All came in before the first of them failed; few of them are judged all the same. */
  @Test
  void post_manyGuessesAtOnce_fewAreJudgedAndTheClientElsewhereIsServed() {
    HttpClient caller = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> guesses =
        IntStream.range(0, GUESSES).mapToObj(i -> post(caller, "192.0.2.9", "guess-" + i)).toList();
    List<Integer> answers = guesses.stream().map(guess -> guess.join().statusCode()).toList();

    assertThat(answers).containsOnly(401, 429);
    assertThat(answers.stream().filter(status -> status == 401).count())
        .as("ten cost nothing, and one for each wait that ends meanwhile")
        .isBetween(10L, 30L);
    assertThat(post(HttpClient.newHttpClient(), "192.0.2.10", SECRET.value()).join().statusCode())
        .isEqualTo(200);
    assertThat(guesses)
        .filteredOn(guess -> guess.join().statusCode() == 429)
        .allSatisfy(
            guess -> assertThat(guess.join().headers().firstValue("Retry-After")).isPresent());
  }

  private static CompletableFuture<HttpResponse<String>> post(
      HttpClient caller, String peer, String secret) {
    String form = "grant_type=client_credentials&client_id=acme&client_secret=" + secret;
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + "/authn/token"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Forwarded-For", peer)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return caller.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
