package ocelli.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import ocelli.codes.v1m0.Codes;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.Cursor;
import ocelli.protocol.DeliveredMessage;
import ocelli.protocol.EnvelopeReader;
import ocelli.protocol.RecordKeys;
import ocelli.testkit.LiveBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole firehose on a real broker and database, read over HTTP. */
class FirehoseIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(FirehoseIT.class);
  private static FirehoseFixture it;

  @BeforeAll
  static void start() throws Exception {
    it =
        FirehoseFixture.start(
            LiveBackend.shared().newDatabase(),
            "ocelli.firehose { heartbeat = 300ms, page-rows = 7, tail-bytes = 4 KiB }");
  }

  @AfterAll
  static void stop() throws Exception {
    it.close();
  }

  @Test
  void fromEveryCursor_theSuffixIsTheSameBytes() throws Exception {
    List<Envelope> sent = new ArrayList<>();
    List<Long> cursors = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      Envelope envelope = FirehoseFixture.text("suffix", "t", "Zeile \"" + i + "\" <ü>", i);
      sent.add(envelope);
      cursors.add(it.send(envelope).offset());
    }
    List<String> expected = rendered(sent, cursors);
    try (HeldReader all = it.open("suffix", "{\"from\": \"earliest\"}")) {
      assertThat(all.contentType()).isEqualTo("application/x-ndjson");
      assertThat(all.messages(25)).isEqualTo(expected);
    }
    for (int i = 0; i < 24; i++) {
      try (HeldReader rest = it.open("suffix", "{\"from\": " + cursors.get(i) + "}")) {
        assertThat(rest.messages(24 - i)).isEqualTo(expected.subList(i + 1, 25));
      }
    }
  }

  @Test
  void fromATime_startsWithTheFirstMessageSince() throws Exception {
    it.sendTexts("since", 3);
    Instant time =
        Instant.ofEpochMilli(it.send(FirehoseFixture.codes("since", "t", 1)).timestamp());
    it.sendTexts("since", 1);
    awaitMessages("since", 5);
    try (HeldReader held = it.open("since", "{\"from\": \"" + time + "\"}")) {
      assertThat(tree(held.message()).path("type").textValue())
          .isIn("codes.v1m0.Codes", "ocr.v1m0.Text");
      assertThat(held.message()).contains("\"cursor\"");
    }
  }

  @Test
  void heldConnection_getsEachMessageSoonAfterItsCommit() throws Exception {
    try (HeldReader held = it.open("live", "{}")) {
      assertThat(held.line()).startsWith("{\"heartbeat\":{\"complete_up_to\":-1,");
      long[] micros = new long[60];
      long previous = -1;
      for (int i = 0; i < micros.length; i++) {
        long cursor = it.send(FirehoseFixture.text("live", "t", "x", i)).offset();
        long sent = System.nanoTime();
        JsonNode message = tree(held.message());
        micros[i] = (System.nanoTime() - sent) / 1000;
        assertThat(message.path("cursor").longValue()).isEqualTo(cursor);
        assertThat(message.path("previous").asLong(-1)).isEqualTo(previous);
        previous = cursor;
      }
      Arrays.sort(micros);
      LOG.info("broker to line: p50 {} us, p95 {} us", micros[30], micros[57]);
      assertThat(micros[30]).isLessThan(50_000);
    }
  }

  @Test
  void silence_isFilledWithHeartbeatsInOrder() throws Exception {
    List<Long> cursors = it.sendTexts("quiet", 2);
    try (HeldReader held = it.open("quiet", "{\"from\": \"earliest\"}")) {
      held.messages(2);
      long begin = System.nanoTime();
      for (int i = 0; i < 4; i++) {
        JsonNode beat = tree(held.line()).path("heartbeat");
        assertThat(beat.path("complete_up_to").longValue()).isEqualTo(cursors.get(1));
        assertThat(Instant.parse(beat.path("now").textValue())).isNotNull();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
      long next = it.sendTexts("quiet", 1).get(0);
      assertThat(tree(held.message()).path("previous").longValue()).isEqualTo(cursors.get(1));
      assertThat(tree(held.line()).path("heartbeat").path("complete_up_to").longValue())
          .isEqualTo(next);
    }
  }

  @Test
  void eventSource_resumesByItsLastId() throws Exception {
    List<Long> cursors = it.sendTexts("events", 3);
    HttpRequest request =
        it.request("from=earliest")
            .header("Authorization", "Bearer " + FirehoseFixture.token("events"))
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", cursors.get(0).toString())
            .build();
    awaitMessages("events", 3);
    try (HeldReader held = FirehoseFixture.open(request)) {
      assertThat(held.contentType()).startsWith("text/event-stream");
      for (int i = 1; i < 3; i++) {
        assertThat(held.line()).isEqualTo("id: " + cursors.get(i));
        assertThat(held.line())
            .startsWith("data: {\"id\":")
            .contains("\"cursor\":" + cursors.get(i));
        assertThat(held.line()).isEmpty();
      }
      assertThat(held.line()).isEqualTo("event: heartbeat");
      assertThat(held.line())
          .startsWith("data: {\"heartbeat\":{\"complete_up_to\":" + cursors.get(2));
    }
  }

  @Test
  void filters_leaveOutAndSaySo() throws Exception {
    Random random = new Random(7);
    List<Long> cursors = new ArrayList<>();
    List<Boolean> shown = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean codes = random.nextInt(4) == 0 || i == 39;
      shown.add(codes);
      cursors.add(
          it.send(
                  codes
                      ? FirehoseFixture.codes("filtered", "t", i)
                      : FirehoseFixture.text("filtered", "t", "x", i))
              .offset());
    }
    String type = Codes.getDescriptor().getFullName().substring("ocelli.".length());
    String body = "{\"from\": \"earliest\", \"filters\": {\"types\": [\"" + type + "\"]}}";
    try (HeldReader held = it.open("filtered", body)) {
      long last = -1;
      for (int i = 0; i < 40; i++) {
        if (shown.get(i)) {
          JsonNode line = tree(held.message());
          assertThat(line.path("cursor").longValue()).isEqualTo(cursors.get(i));
          long before = line.path("previous").asLong(-1);
          if (before == last) {
            assertThat(line.has("skipped")).isFalse();
          } else {
            assertThat(line.path("skipped").path("from").longValue()).isGreaterThan(last);
            assertThat(line.path("skipped").path("to").longValue()).isEqualTo(before);
          }
          last = cursors.get(i);
        }
      }
    }
  }

  @Test
  void maxRate_isKept() throws Exception {
    it.sendTexts("paced", 30);
    awaitMessages("paced", 30);
    long begin = System.nanoTime();
    try (HeldReader held = it.open("paced", "{\"from\": \"earliest\", \"max_rate\": 20}")) {
      held.messages(30);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(1300), Duration.ofMillis(4000)); // (30 - 1 - burst 2) / 20 s
  }

  @Test
  void anotherClientsMessages_areNeverShown() throws Exception {
    long secret = it.sendTexts("owner", 5).get(0);
    awaitMessages("owner", 5);
    try (HeldReader held = it.open("stranger", "{\"from\": \"earliest\"}")) {
      it.sendTexts("owner", 5);
      for (int i = 0; i < 3; i++) {
        assertThat(held.line()).startsWith("{\"heartbeat\":{\"complete_up_to\":-1,");
      }
      it.sendTexts("stranger", 1);
      assertThat(tree(held.message()).has("previous")).isFalse();
    }
    try (HeldReader held = it.open("stranger", "{\"from\": " + (secret - 1) + "}")) {
      assertThat(held.line()).doesNotContain("owner");
    }
  }

  @Test
  void readerThatPauses_isCaughtUpFromTheTable() throws Exception {
    String text = "y".repeat(120_000);
    try (HeldReader held = it.open("slow", "{}")) {
      List<Long> cursors = new ArrayList<>();
      for (int i = 0; i < 100; i++) { // 12 MB: more than both sockets' buffers hold
        it.sendSoon(FirehoseFixture.text("slow", "t", text, i));
      }
      cursors.add(it.send(FirehoseFixture.text("slow", "t", "last", 100)).offset());
      awaitMessages("slow", 101);
      long before = -1;
      for (int i = 0; i <= 100; i++) {
        JsonNode line = tree(held.message());
        assertThat(line.path("previous").asLong(-1)).isEqualTo(before);
        before = line.path("cursor").longValue();
      }
      assertThat(before).isEqualTo(cursors.get(0));
    }
  }

  @Test
  void whatDoesNotVerify_isQuarantinedAndTheStreamGoesOn() throws Exception {
    Envelope good = FirehoseFixture.text("forged", "t", "good", 1);
    byte[] key = RecordKeys.client(new ClientId("forged"));
    it.sendRaw(key, "noise".getBytes(StandardCharsets.UTF_8));
    it.sendRaw(key, good.toBuilder().setToken("eyJ.forged.token").build().toByteArray());
    it.sendRaw(RecordKeys.client(new ClientId("other")), good.toByteArray());
    it.sendRaw(key, good.toBuilder().clearMessageId().build().toByteArray());
    long cursor = it.send(good).offset();
    try (HeldReader held = it.open("forged", "{\"from\": \"earliest\"}")) {
      JsonNode line = tree(held.message());
      assertThat(line.path("cursor").longValue()).isEqualTo(cursor);
      assertThat(line.has("previous")).isFalse();
      assertThat(held.line()).startsWith("{\"heartbeat\"");
    }
    double failed =
        it
            .node()
            .context()
            .meters()
            .find("ocelli.failed")
            .tag("service", "firehose")
            .counters()
            .stream()
            .mapToDouble(counter -> counter.count())
            .sum();
    assertThat(failed).isGreaterThanOrEqualTo(4);
  }

  /** It closes doors; what was accepted before is journalled, and there for the next token. */
  @Test
  void revokedToken_endsItsConnectionAndLeavesTheJournalAlone() throws Exception {
    it.sendTexts("revoked", 2);
    String token = FirehoseFixture.token("revoked");
    try (HeldReader other = it.open("steady", "{}")) {
      try (HeldReader held = FirehoseFixture.open(it.post(token, "{\"from\": \"earliest\"}"))) {
        held.messages(2);
        it.revoke("revoked");
        assertThat(held.message()).startsWith("{\"error\":{").contains("token-revoked");
        assertThat(held.line()).isNull();
      }
      assertProblem(it.post(token, "{}"), 401, "token-revoked", "");
      assertThat(other.line()).startsWith("{\"heartbeat\"");
    }
    it.sendTexts("revoked", 1); // accepted under the token that was revoked
    String fresh = FirehoseFixture.tokenLater("revoked");
    try (HeldReader held = FirehoseFixture.open(it.post(fresh, "{\"from\": \"earliest\"}"))) {
      assertThat(held.messages(3)).hasSize(3);
    }
  }

  @Test
  void badRequests_areNamed() throws Exception {
    String token = FirehoseFixture.token("bad");
    assertProblem(it.post(token, "{\"form\": 1}"), 400, "bad-field", "form");
    assertProblem(it.post("nonsense", "{}"), 401, "token-", "");
    assertProblem(it.request().GET().build(), 401, "missing-token", "");
    assertProblem(
        it.post(FirehoseFixture.tokenWithout("bad"), "{}"), 403, "missing-claim", "firehose-1.0");
    assertProblem(with(token, "Accept", "image/png"), 406, "not-acceptable", "ndjson");
    assertProblem(
        with(token, "Accept", "application/x-protobuf; delimited=true"),
        501,
        "format-not-implemented",
        "");
    assertProblem(with(token, "Last-Event-ID", "x"), 400, "bad-field", "Last-Event-ID");
    HttpRequest put =
        it.request()
            .PUT(HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + token)
            .build();
    assertThat(FirehoseFixture.answer(put).statusCode()).isEqualTo(405);
  }

  @Test
  void health_saysThatTheJournalAnswers() throws Exception {
    assertThat(
            it.node()
                .context()
                .health()
                .problems(Duration.ofSeconds(5))
                .toCompletableFuture()
                .get())
        .isEmpty();
  }

  private static void awaitMessages(String client, int count) throws Exception {
    try (HeldReader held = it.open(client, "{\"from\": \"earliest\"}")) {
      held.messages(count);
    }
  }

  private static HttpRequest with(String token, String header, String value) {
    return it.request().header("Authorization", "Bearer " + token).header(header, value).build();
  }

  private static void assertProblem(HttpRequest request, int status, String code, String named)
      throws Exception {
    HttpResponse<String> answer = FirehoseFixture.answer(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(tree(answer.body()).path("code").textValue()).startsWith(code);
    assertThat(answer.body()).contains(named);
  }

  private static List<String> rendered(List<Envelope> sent, List<Long> cursors) {
    List<String> lines = new ArrayList<>();
    OptionalLong previous = OptionalLong.empty();
    for (int i = 0; i < sent.size(); i++) {
      EnvelopeReader.WellFormed message =
          (EnvelopeReader.WellFormed) EnvelopeReader.read(sent.get(i).toByteArray());
      byte[] bytes = DeliveredMessage.render(message, Cursor.of(0, cursors.get(i)), previous);
      lines.add(new String(bytes, StandardCharsets.UTF_8));
      previous = OptionalLong.of(cursors.get(i));
    }
    return lines;
  }

  private static JsonNode tree(String line) throws Exception {
    return JSON.readTree(line);
  }
}
