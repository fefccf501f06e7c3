package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ocelli.embedded.EmbeddedKafka;
import ocelli.embedded.EmbeddedPostgres;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.TopicNames;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.testkit.DamagedLog;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole product, one of whose disks lost a record of vision-1, one of delivery-1 and a summary
 * before the ledger had read them: it says which, and says so again after everything restarts.
 */
class LedgerIT {
  private static final int IMAGES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(240); // a loaded machine
  private static final List<String> SOON =
      List.of(
          "-Docelli.ledger.within=1s",
          "-Docelli.ledger.summary-within=1s",
          "-Docelli.ledger.look=1s");
  private static final String ALONE = "alone"; // the transaction whose summary is lost
  private static final int MESSAGES = 5; // of four tasks, and the summary
  private static final Pattern GAUGE =
      Pattern.compile("(?m)^ocelli_unaccounted_images(?:\\{[^}]*\\})? (\\S+)$");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path data;

  @Test
  void recordsLost_areNamed_alsoAfterARestartOfEverything() throws Exception {
    List<String> images = new ArrayList<>();
    try (Receiver receiver = new Receiver();
        UpProcess ocelli = UpProcess.startWith(data, SOON)) {
      Customer camera = Customer.register(ocelli, "camera", Optional.of(receiver.url()));
      receiver.trust(camera.webhookSecret());
      String token = camera.token(ocelli.url());
      for (int i = 0; i < IMAGES; i++) {
        images.add(
            Customer.send(ocelli.url(), token, "watch", IMAGES, "key-" + i, Pictures.png(i))
                .image());
      }
      images.add(
          Customer.send(ocelli.url(), token, ALONE, 1, "key-alone", Pictures.png(IMAGES)).image());
      for (String image : images) {
        String transaction = images.indexOf(image) < IMAGES ? "watch" : ALONE;
        URI place = ocelli.url().resolve("/images/" + transaction + "/" + image);
        Await.until(
            PATIENCE,
            () -> place + ": " + get(place, token),
            () -> allSeen(get(place, token)) && allDelivered(get(place, token)));
      }
      awaitUnaccounted(ocelli, 0);
      assertThat(ocelli.terminate()).isZero();
    }
    lose(TopicNames.VISION, of(images.get(0), "ocr.v1m0.Text"));
    lose(TopicNames.DELIVERY, of(images.get(1), "codes.v1m0.Codes"));
    lose(TopicNames.DELIVERY, LedgerIT::isSummaryOfAlone);
    letTheLedgerReadAnew();

    for (int start = 0; start < 2; start++) {
      try (UpProcess ocelli = UpProcess.startWith(data, SOON)) {
        awaitUnaccounted(ocelli, 3);
        assertThat(named(ocelli))
            .containsExactly(
                images.get(0) + " camera [{\"task\":\"ocr-1.0\",\"stage\":\"vision-1\"}]",
                images.get(1) + " camera [{\"task\":\"codes-1.0\",\"stage\":\"delivery-1\"}]",
                images.get(IMAGES)
                    + " camera [{\"task\":\"summary-1.0\",\"stage\":\"summaries\"}]");
        assertThat(ocelli.terminate()).isZero();
      }
    }
  }

  private void lose(String topic, Predicate<Envelope> lost) throws Exception {
    Predicate<Record> holds =
        record -> {
          try {
            return lost.test(Envelope.parseFrom(record.value()));
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
          }
        };
    assertThat(DamagedLog.remove(data.resolve("kafka"), topic, holds)).as(topic).isOne();
  }

  private static Predicate<Envelope> of(String image, String type) {
    return envelope ->
        envelope.getImageId().equals(image) && envelope.getPayload().getTypeUrl().endsWith(type);
  }

  private static boolean isSummaryOfAlone(Envelope envelope) {
    return envelope.getCorrelationId().equals(ALONE)
        && envelope.getPayload().getTypeUrl().endsWith("summary.v1m0.Summary");
  }

  /** As one does that comes to a log with a hole: without entries, from the first record on. */
  private void letTheLedgerReadAnew() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.resolve("postgres"))) {
      postgres.ensureDatabase("ledger", "test-password");
      try (Connection connection =
              DriverManager.getConnection(postgres.url("ledger"), "ledger", "test-password");
          Statement statement = connection.createStatement()) {
        statement.execute("truncate ledger.entry");
      }
    }
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(data.resolve("kafka"), KafkaConnection.MAX_RECORD_BYTES);
        Admin admin = new KafkaConnection(kafka.bootstrapServers()).admin()) {
      admin.deleteConsumerGroups(List.of("ledger")).all().get();
    }
  }

  private static void awaitUnaccounted(UpProcess ocelli, int images) throws Exception {
    URI metrics = ocelli.management().resolve("/metrics");
    Await.until(
        PATIENCE,
        () -> images + " unaccounted for, not " + gauge(get(metrics, "")),
        () -> gauge(get(metrics, "")).equals(images + ".0"));
  }

  private static String gauge(String metrics) {
    Matcher line = GAUGE.matcher(metrics);
    return line.find() ? line.group(1) : "none";
  }

  private static boolean allSeen(String whereabouts) {
    return count(whereabouts, "seen") == MESSAGES && !whereabouts.contains("pending");
  }

  private static boolean allDelivered(String whereabouts) {
    return count(whereabouts, "delivered") == MESSAGES;
  }

  private static int count(String whereabouts, String state) {
    return whereabouts.split("\"" + state + "\"", -1).length - 1;
  }

  private static List<String> named(UpProcess ocelli) throws Exception {
    List<String> named = new ArrayList<>();
    String page = get(ocelli.management().resolve("/ledger/unaccounted"), "");
    for (JsonNode image : new ObjectMapper().readTree(page).get("images")) {
      named.add(
          image.get("image").asText()
              + " "
              + image.get("client").asText()
              + " "
              + image.get("missing"));
    }
    return named;
  }

  private static String get(URI place, String token) {
    try {
      return HTTP.send(
              HttpRequest.newBuilder(place).header("Authorization", "Bearer " + token).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
