package ocelli.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import ocelli.ingestion.core.AcceptedImage;
import ocelli.ingestion.core.ImageBytes;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ManyImagesTest {
  private static final byte[] FIRST = ImageBytes.real("jpg", 40, 30);
  private static final byte[] LAST = ImageBytes.real("png", 20, 10);
  private static OpenDoor door;

  @BeforeAll
  static void open() throws Exception {
    door = new OpenDoor();
  }

  @AfterAll
  static void close() throws Exception {
    door.close();
  }

  @BeforeEach
  void forget() {
    door.publishing.images.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"form-data", "mixed"})
  void post_multipart_answersALineAnImageInOrder(String kind) {
    byte[] tooLarge = new byte[OpenDoor.MAX_BYTES + 200_000];
    byte[] html = ImageBytes.latin("<html></html>");
    HttpResponse<String> answer = send(kind, "key", FIRST, html, tooLarge, new byte[0], LAST);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    List<JsonNode> lines = answer.body().lines().map(OpenDoor::json).toList();
    assertThat(lines)
        .extracting(line -> line.path("status").asInt(200))
        .containsExactly(200, 415, 413, 400, 200);
    assertThat(lines.get(2).path("part").asInt()).isEqualTo(2);
    assertThat(lines.get(4).path("width").asInt()).isEqualTo(20);
    assertThat(door.publishing.images)
        .extracting(AcceptedImage::content)
        .containsExactly(FIRST, LAST);
    assertThat(door.budget.used()).isZero();
  }

  @Test
  void post_multipartWithAKey_namesEachPartByIt() {
    send("mixed", "key", FIRST, LAST);
    send("mixed", "key", FIRST, LAST);
    assertThat(door.publishing.images)
        .extracting(AcceptedImage::image)
        .containsExactly(named("key/0"), named("key/1"), named("key/0"), named("key/1"));
  }

  @Test
  void post_multipartThatBreaksOff_saysSoBehindWhatWasAccepted() {
    byte[] whole = multipart("form-data", FIRST, LAST);
    byte[] cut = ImageBytes.truncated(whole, whole.length - 20);
    HttpResponse<String> answer = post("form-data", "key", cut);
    List<JsonNode> lines = answer.body().lines().map(OpenDoor::json).toList();
    assertThat(lines.get(0).path("width").asInt()).isEqualTo(40);
    assertThat(lines.get(lines.size() - 1).path("status").asInt()).isEqualTo(400);
  }

  @Test
  void post_multipartWithoutToken_is401() {
    HttpResponse<String> answer =
        door.send(
            door.bare("/images/t")
                .header("Content-Type", "multipart/mixed; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(multipart("mixed", FIRST))));
    assertThat(answer.statusCode()).isEqualTo(401);
  }

  private static ImageId named(String key) {
    return ImageId.derived(new ClientId("acme"), new TransactionId("t"), key);
  }

  private static HttpResponse<String> send(String kind, String key, byte[]... parts) {
    return post(kind, key, multipart(kind, parts));
  }

  private static HttpResponse<String> post(String kind, String key, byte[] body) {
    return door.send(
        door.request("/images/t")
            .header("Content-Type", "multipart/" + kind + "; boundary=b")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static byte[] multipart(String kind, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      String disposition =
          kind.equals("form-data")
              ? "Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n"
              : "";
      out.writeBytes(ImageBytes.latin("--b\r\n" + disposition));
      out.writeBytes(ImageBytes.latin("Content-Type: application/octet-stream\r\n\r\n"));
      out.writeBytes(part);
      out.writeBytes(ImageBytes.latin("\r\n"));
    }
    out.writeBytes(ImageBytes.latin("--b--\r\n"));
    return out.toByteArray();
  }
}
