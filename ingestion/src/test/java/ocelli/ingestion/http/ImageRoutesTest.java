package ocelli.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import akka.Done;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import ocelli.ingestion.core.AcceptedImage;
import ocelli.ingestion.core.ImageBytes;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TransactionId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ImageRoutesTest {
  private static final byte[] PHOTOGRAPH = ImageBytes.real("jpg", 200, 100);
  private static OpenDoor door;

  @BeforeAll
  static void open() throws Exception {
    door = new OpenDoor();
  }

  @AfterAll
  static void close() throws Exception {
    door.close();
  }

  @AfterEach
  void nothingIsHeld() {
    assertThat(door.budget.used()).isZero();
    door.publishing.images.clear();
  }

  @Test
  void post_image_acknowledgesWhatArrived() throws Exception {
    HttpResponse<String> answer = door.post("/images/holiday-1?of=3", PHOTOGRAPH);
    AcceptedImage published = door.publishing.images.get(0);
    String sha256 =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PHOTOGRAPH));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"transaction\":\"holiday-1\",\"image\":\"%s\",\"sha256\":\"%s\",\"bytes\":%d,\"width\":200,\"height\":100}"
                .formatted(published.image(), sha256, PHOTOGRAPH.length));
    assertThat(published.content()).isEqualTo(PHOTOGRAPH);
    assertThat(published.of()).isEqualTo(3);
    assertThat(published.admitted().expected()).hasToString("[ocr-1.0]");
    assertThat(published.admitted().client()).isEqualTo(new ClientId("acme"));
  }

  @Test
  void post_chunkedBody_isByteIdentical() {
    HttpResponse<String> answer =
        door.send(
            door.request("/images/t")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(PHOTOGRAPH))));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(door.publishing.images.get(0).content()).isEqualTo(PHOTOGRAPH);
  }

  @Test
  void post_sameIdempotencyKey_isTheSameImage() {
    for (int i = 0; i < 2; i++) {
      door.send(
          door.request("/images/t")
              .header("Idempotency-Key", "a key")
              .POST(HttpRequest.BodyPublishers.ofByteArray(PHOTOGRAPH)));
    }
    door.post("/images/t", PHOTOGRAPH);
    ImageId derived = ImageId.derived(new ClientId("acme"), new TransactionId("t"), "a key");
    assertThat(door.publishing.images)
        .extracting(AcceptedImage::image)
        .startsWith(derived, derived)
        .hasSize(3)
        .last()
        .isNotEqualTo(derived);
  }

  static Stream<Arguments> bodies() {
    byte[] truncated = ImageBytes.truncated(PHOTOGRAPH, 1_000);
    return Stream.of(
        arguments("nothing", new byte[0], 400, "empty-body"),
        arguments("HTML", ImageBytes.latin("<html></html>"), 415, "not-an-image"),
        arguments("WebP bomb", ImageBytes.webpLossless(16_000, 16_000), 422, "too-many-pixels"),
        arguments("JPEG bomb", ImageBytes.jpeg(65_500, 65_500, 1), 422, "too-many-pixels"),
        arguments("PNG bomb", ImageBytes.png(20_000, 20_000, 1, 0), 422, "too-many-pixels"),
        arguments("scan bomb", ImageBytes.jpeg(100, 100, 1_000), 422, "too-many-scans"),
        arguments("half a header", ImageBytes.truncated(PHOTOGRAPH, 20), 422, "broken-header"),
        arguments("too large", new byte[OpenDoor.MAX_BYTES + 1], 413, "too-large"),
        arguments("much too large", new byte[2 * OpenDoor.MAX_BYTES], 413, "too-large"),
        arguments("truncated behind a good header", truncated, 200, ""));
  }

  @ParameterizedTest(name = "{0}: {2} {3}")
  @MethodSource("bodies")
  void post_body_getsItsStatus(String what, byte[] body, int status, String code) {
    HttpResponse<String> answer =
        door.send(door.request("/images/t").POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(OpenDoor.json(answer.body()).path("code").asText()).isEqualTo(code);
  }

  @Test
  void post_chunksBeyondTheLimit_is413() {
    byte[] body = new byte[OpenDoor.MAX_BYTES + 100_000];
    HttpResponse<String> answer =
        door.send(
            door.request("/images/t")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body))));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(OpenDoor.json(answer.body()).path("limit").asInt()).isEqualTo(OpenDoor.MAX_BYTES);
  }

  @Test
  void post_pngNamedJpeg_isWhatItIs() {
    door.send(
        door.request("/images/t")
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(ImageBytes.real("png", 5, 5))));
    assertThat(door.publishing.images.get(0).header().mimeType()).isEqualTo("image/png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"multipart/x-mixed-replace; boundary=b", "application/x-protobuf; delimited=true"})
  void post_typeOfALaterVersion_is415WithACode(String type) {
    HttpResponse<String> answer =
        door.send(
            door.request("/images/t")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(PHOTOGRAPH)));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("\"code\":\"unsupported-media-type\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/images/t?of=0,400,of",
    "/images/t?of=1001,400,of",
    "/images/t?of=x,400,of",
    "/images/t?of=99999999999,400,of",
    "/images/a%2Fb,400,transaction",
    "/images/%C3%A4,400,transaction",
    "/images/a/b,404,",
    "/images/a/b/c,404,",
    "/images,404,"
  })
  void post_badAddress_namesTheField(String path, int status, String field) {
    HttpResponse<String> answer = door.post(path, PHOTOGRAPH);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(OpenDoor.json(answer.body()).path("field").asText(null)).isEqualTo(field);
  }

  @Test
  void post_transactionOf129_is400_of128_isTaken() {
    assertThat(door.post("/images/" + "x".repeat(129), PHOTOGRAPH).statusCode()).isEqualTo(400);
    assertThat(door.post("/images/" + "x".repeat(128), PHOTOGRAPH).statusCode()).isEqualTo(200);
  }

  @Test
  void post_idempotencyKeyTooLong_namesTheField() {
    HttpResponse<String> answer =
        door.send(
            door.request("/images/t")
                .header("Idempotency-Key", "k".repeat(257))
                .POST(HttpRequest.BodyPublishers.ofByteArray(PHOTOGRAPH)));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"field\":\"Idempotency-Key\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void otherMethods_are405WithAllow(String method) {
    HttpResponse<String> answer =
        door.send(door.request("/images/t").method(method, HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void post_complete_is202AndClosesTheTransaction() {
    HttpResponse<String> answer = door.post("/images/done-1/complete", new byte[0]);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(door.publishing.closed).contains(new TransactionId("done-1"));
  }

  @Test
  void post_budgetFull_is503AtOnceWithRetryAfter() {
    try (var share = door.budget.open()) {
      share.reach(4L * OpenDoor.MAX_BYTES);
      HttpResponse<String> answer = door.post("/images/t", PHOTOGRAPH);
      assertRetry(answer, "full");
    }
  }

  @Test
  void post_brokerAway_is503AndNothingIsSent() {
    door.brokerAway.set(Optional.of("gone"));
    HttpResponse<String> answer = door.post("/images/t", PHOTOGRAPH);
    door.brokerAway.set(Optional.empty());
    assertRetry(answer, "broker-unavailable");
    assertThat(door.publishing.images).isEmpty();
  }

  @Test
  void post_clockWrong_is503WhateverTheTokenSays() {
    door.clockWrong.set(Optional.of("an hour ahead"));
    HttpResponse<String> answer =
        door.send(
            door.request("/images/t")
                .setHeader("Authorization", "Bearer expired")
                .POST(HttpRequest.BodyPublishers.ofByteArray(PHOTOGRAPH)));
    door.clockWrong.set(Optional.empty());
    assertRetry(answer, "clock-wrong");
    assertThat(door.publishing.images).isEmpty();
  }

  @Test
  void post_notAcknowledged_is503() {
    var broker = door.publishing.broker;
    door.publishing.broker =
        () -> CompletableFuture.<Done>failedFuture(new IllegalStateException("not acknowledged"));
    HttpResponse<String> answer = door.post("/images/t", PHOTOGRAPH);
    door.publishing.broker = broker;
    assertRetry(answer, "broker-unavailable");
  }

  @Test
  void post_readersTooFarBehind_is503ForAsLongAsItTakes() {
    door.overdue.set(Optional.of(Duration.ofMinutes(12)));
    HttpResponse<String> answer = door.post("/images/t", PHOTOGRAPH);
    door.overdue.set(Optional.empty());
    assertRetry(answer, "overloaded");
    assertThat(answer.headers().firstValue("Retry-After")).contains("120");
  }

  private static void assertRetry(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    JsonNode problem = OpenDoor.json(answer.body());
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void meters_countByReason() {
    double before = door.meters.counter("ocelli.done", "service", "ingestion").count();
    door.post("/images/t", PHOTOGRAPH);
    door.post("/images/t", "<html>".getBytes(StandardCharsets.UTF_8));
    assertThat(door.meters.counter("ocelli.done", "service", "ingestion").count())
        .isEqualTo(before + 1);
    assertThat(
            door.meters
                .counter("ocelli.failed", "service", "ingestion", "reason", "not-an-image")
                .count())
        .isPositive();
  }
}
