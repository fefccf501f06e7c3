package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ocelli.allinone.processes.KeyFolders;
import ocelli.authz.core.OperatorTokens;
import ocelli.authz.verify.FileKeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.authz.verify.Verdict;
import ocelli.embedded.FreePort;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The roles authn and authz as two processes, each with its own database and its own part of the
 * keys, as {@code ocelli keys} lays them: together they issue tokens, before and after the keys are
 * renewed under them, and neither ever holds what the other signs with.
 */
class AuthzApartIT {
  private static final String OPERATOR = "an-operator";
  private static final Duration PATIENCE = Duration.ofSeconds(240); // a look at the keys: a minute
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void apart_issueTokens_alsoAfterTheirKeysWereRenewed() throws Exception {
    Path all = folder.resolve("all");
    FileKeySource keeper = FileKeySource.openOrCreate(all);
    KeyFolders folders = new KeyFolders(all, folder.resolve("parts"));
    int authnPort = FreePort.any();
    int authzPort = FreePort.any();
    URI authnUrl = URI.create("http://127.0.0.1:" + authnPort);
    URI authzUrl = URI.create("http://127.0.0.1:" + authzPort);
    try (ServeProcess authn = start("authn", folders, authnPort, Map.of());
        ServeProcess authz =
            start("authz", folders, authzPort, Map.of("OCELLI_AUTHN_URL", authnUrl.toString()))) {
      authn.awaitReady();
      authz.awaitReady();
      String secret = register(authzUrl);
      String before = authenticate(authnUrl, secret);
      assertAccepted(folders, exchange(authzUrl, before));

      // The first renewal makes the next signer, the second the one after it: then the next signs.
      Instant now = Clock.systemUTC().instant();
      for (int days : List.of(2, 33)) {
        assertThat(keeper.rotateIfDue(now.plus(Duration.ofDays(days)))).isTrue();
        folders.part("authn");
        folders.part("authz");
      }
      String signer = keeper.keys().authenticationSigner().orElseThrow().kid();
      assertThat(kid(before)).isNotEqualTo(signer);
      Await.until(
          PATIENCE,
          () -> "authn does not sign with " + signer,
          () -> kid(authenticate(authnUrl, secret)).equals(signer));
      assertAccepted(folders, exchange(authzUrl, authenticate(authnUrl, secret)));
      assertAccepted(folders, exchange(authzUrl, before));

      assertThat(privateKeys("authn"))
          .isNotEmpty()
          .allMatch(key -> key.startsWith("authentication-"));
      assertThat(privateKeys("authz"))
          .isNotEmpty()
          .allMatch(key -> key.startsWith("authorisation-"));
      assertThat(authn.terminate()).as(authn.said()).isZero();
      assertThat(authz.terminate()).as(authz.said()).isZero();
      assertThat(authn.said() + authz.said()).doesNotContain("cannot be rotated");
    }
  }

  /** A service that reads records takes it, by its own part. */
  private static void assertAccepted(KeyFolders folders, String token) throws Exception {
    TokenVerifier reader = TokenVerifier.create(FileKeySource.open(folders.part("vision")));
    assertThat(reader.verify(token, Clock.systemUTC().instant()))
        .isInstanceOfSatisfying(
            Verdict.Verified.class,
            verified -> assertThat(verified.claims().grant("ingest-1.0")).isPresent());
  }

  private List<String> privateKeys(String part) throws IOException {
    try (var files = Files.list(folder.resolve("parts").resolve(part))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".private.pem"))
          .toList();
    }
  }

  private ServeProcess start(String role, KeyFolders folders, int port, Map<String, String> more)
      throws Exception {
    DatabaseSettings database = LiveBackend.shared().newDatabase();
    String prefix = "OCELLI_" + role.toUpperCase(Locale.ROOT) + "_DATABASE_";
    Map<String, String> environment = new HashMap<>(more);
    environment.put("OCELLI_KAFKA", LiveBackend.shared().kafka().bootstrapServers());
    environment.put("OCELLI_REPLICATION", "1");
    environment.put("OCELLI_KEYS", folders.part(role).toString());
    environment.put("OCELLI_HTTP_PORT", String.valueOf(port));
    environment.put("OCELLI_MANAGEMENT_PORT", "0");
    environment.put("OCELLI_OPERATOR_TOKEN_HASH", OperatorTokens.hash(OPERATOR));
    environment.put(prefix + "URL", database.url());
    environment.put(prefix + "USER", database.user());
    environment.put(prefix + "PASSWORD", database.password());
    Path config = Path.of("..", "deploy", "config", "authz.conf");
    return ServeProcess.start(
        folder, role, List.of("authz", "--config=" + config, "--roles=" + role), environment);
  }

  private static String register(URI authz) {
    return post(
            authz.resolve("/authz/clients"),
            "application/json",
            "{\"client_id\":\"apart\",\"grants\":{\"ingest-1.*\":true}}",
            "Bearer " + OPERATOR)
        .path("client_secret")
        .asText();
  }

  private static String authenticate(URI authn, String secret) {
    byte[] pair = ("apart:" + secret).getBytes(StandardCharsets.UTF_8);
    return post(
            authn.resolve("/authn/token"),
            "application/x-www-form-urlencoded",
            "grant_type=client_credentials",
            "Basic " + Base64.getEncoder().encodeToString(pair))
        .path("access_token")
        .asText();
  }

  private static String exchange(URI authz, String authentication) {
    return post(
            authz.resolve("/authz/token"),
            "application/x-www-form-urlencoded",
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token"
                + "&subject_token="
                + authentication,
            "")
        .path("access_token")
        .asText();
  }

  private static JsonNode post(URI place, String type, String body, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String kid(String token) {
    try {
      byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return JSON.readTree(header).path("kid").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
