package ocelli.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.ingestion.core.ImageBytes;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class TokenAttackTest {
  private static final byte[] IMAGE = ImageBytes.real("png", 10, 10);
  private static OpenDoor door;

  @BeforeAll
  static void open() throws Exception {
    door = new OpenDoor();
  }

  @AfterAll
  static void close() throws Exception {
    door.close();
  }

  static Stream<Arguments> attacks() {
    String good = OpenDoor.token("ingest-1.*", "ocr-*");
    String foreign = mint(KeySource.generated(2048), Clock.systemUTC());
    char last = good.charAt(good.length() - 3);
    String altered =
        good.substring(0, good.length() - 3)
            + (last == 'A' ? 'B' : 'A')
            + good.substring(good.length() - 2);
    return Stream.of(
        arguments("none", ""),
        arguments("Basic", "Basic YWNtZTpwYXNz"),
        arguments("empty", "Bearer "),
        arguments("words", "Bearer not a token"),
        arguments("altered", "Bearer " + altered),
        arguments("foreign", "Bearer " + foreign),
        arguments(
            "alg none", "Bearer " + encoded("{\"alg\":\"none\"}") + "." + encoded("{}") + "."),
        arguments(
            "zipped",
            "Bearer "
                + encoded("{\"alg\":\"A256KW\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}")
                + good.substring(good.indexOf('.'))),
        arguments(
            "expired", "Bearer " + ours(Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)))),
        arguments("too long", "Bearer " + "x".repeat(5_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void post_badToken_is401WithoutAStackTrace(String what, String authorization) {
    HttpRequest.Builder request =
        door.bare("/images/t").POST(HttpRequest.BodyPublishers.ofByteArray(IMAGE));
    HttpResponse<String> answer =
        door.send(
            authorization.isEmpty() ? request : request.header("Authorization", authorization));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.body()).startsWith("{\"type\"").doesNotContain("Exception", "\\tat ");
    assertThat(door.publishing.images).isEmpty();
  }

  @Test
  void post_tokenOf5Megabytes_is401() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", door.port())) {
      OutputStream out = socket.getOutputStream();
      byte[] header = new byte[5_000_000];
      Arrays.fill(header, (byte) 'x');
      try {
        out.write(ImageBytes.latin("POST /images/t HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "));
        out.write(header);
        out.flush();
      } catch (SocketException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed|aborted).*");
        return; // the server hung up before it heard it all
      }
      InputStream in = socket.getInputStream();
      try {
        String status = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
        assertThat(status).isEqualTo("HTTP/1.1 401");
      } catch (SocketException e) {
        assertThat(e).hasMessageContaining("reset");
      }
    }
  }

  @Test
  void post_withoutClaim_is403NamingIt() {
    assertThat(forbidden("ocr-*")).contains("\"claim\":\"ingest-1.0\"");
    assertThat(forbidden("ingest-1.*", "faceextract-1.*"))
        .contains("\"claim\":\"codes-1.0 or ocr-1.0\"");
  }

  @Test
  void post_degradedToken_saysThatNoWebhookWillCome() {
    String token =
        OpenDoor.mint()
            .mintDegraded(new ClientId("acme"), OpenDoor.granted("ingest-1.*", "ocr-*"))
            .token();
    HttpResponse<String> answer = send(token);
    door.publishing.images.clear();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(OpenDoor.json(answer.body()).path("webhook").asBoolean(true)).isFalse();
  }

  private static String forbidden(String... grants) {
    HttpResponse<String> answer = send(OpenDoor.token(grants));
    assertThat(answer.statusCode()).isEqualTo(403);
    return answer.body();
  }

  private static HttpResponse<String> send(String token) {
    return door.send(
        door.bare("/images/t")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(IMAGE)));
  }

  private static String ours(Clock clock) {
    return mint(OpenDoor.KEYS, clock);
  }

  private static String mint(KeySource keys, Clock clock) {
    return new TokenMint(keys, clock, new SecureRandom())
        .authorisation(new ClientId("acme"), OpenDoor.granted("ingest-1.*", "ocr-*"));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
