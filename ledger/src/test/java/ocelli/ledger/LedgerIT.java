package ocelli.ledger;

import static ocelli.ledger.Messages.SUMMARY_ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ClientId;
import ocelli.protocol.ImageId;
import ocelli.protocol.TopicNames;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.DamagedLog;
import org.apache.kafka.common.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger beside a real broker and database, which are stopped, damaged and started again. */
class LedgerIT {
  private static final int IMAGES = 6;
  private static final ImageId LOST_BY_VISION = Messages.image(2);
  private static final ImageId LOST_BY_DELIVERY = Messages.image(3);
  private static final ImageId LOST_BY_SUMMARIES = Messages.image(7);
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LATE = Duration.ofMinutes(10);

  private final String token = Messages.token(Messages.CAMERA);

  @TempDir Path folder;

  @Test
  void oneRecordOfEachTopicAndASummaryGone_allAreNamed_andStillAfterEverythingRestarts()
      throws Exception {
    try (Machine machine = Machine.start(folder)) {
      LedgerNode.start(machine, SOON).close(); // topics and first positions
      publishAll(machine);
      publishSummarised(machine);
    }
    assertThat(DamagedLog.remove(Machine.log(folder), TopicNames.DELIVERY, holds(SUMMARY_ID)))
        .isOne();
    assertThat(lose(TopicNames.VISION, Messages.answers(LOST_BY_VISION, token).get(1))).isOne();
    assertThat(lose(TopicNames.DELIVERY, Messages.answers(LOST_BY_DELIVERY, token).get(0))).isOne();

    for (int start = 0; start < 2; start++) {
      try (Machine machine = Machine.start(folder);
          LedgerNode ledger = LedgerNode.start(machine, SOON)) {
        Await.until("three unaccounted: " + ledger.unaccounted(), () -> ledger.unaccounted() == 3);
        assertThat(stages(ledger.json("/ledger/unaccounted", "")))
            .containsExactly(
                LOST_BY_VISION + " ocr-1.0 vision-1",
                LOST_BY_DELIVERY + " codes-1.0 delivery-1",
                LOST_BY_SUMMARIES + " summary-1.0 summaries");
        assertThat(ledger.gauge("ocelli.unaccounted.oldest")).isPositive();
        assertThat(ledger.degradations().get("ledger")).startsWith("3 acknowledged images");
        assertThat(state(ledger, LOST_BY_DELIVERY)).isEqualTo("codes-1.0 pending, ocr-1.0 seen");
      }
    }
  }

  @Test
  void nothingLost_isZero_andAnOperatorMayWriteOffWhatIs() throws Exception {
    try (Machine machine = Machine.start(folder);
        LedgerNode ledger = LedgerNode.start(machine, SOON)) {
      publishAll(machine);
      Await.until("all accounted for", () -> known(ledger) == IMAGES && ledger.unaccounted() == 0);

      machine.publish(TopicNames.VISION, List.of(Messages.announced(Messages.image(9), token)));
      Await.until("one unaccounted", () -> ledger.unaccounted() == 1);
      assertThat(ledger.delete("/ledger/unaccounted/" + Messages.image(9)).statusCode())
          .isEqualTo(204);
      assertThat(ledger.delete("/ledger/unaccounted/" + Messages.image(9)).statusCode())
          .isEqualTo(404);
      Await.until("none unaccounted", () -> ledger.unaccounted() == 0);
    }
  }

  @Test
  void databaseRefuses_positionStays_andAllIsNotedAfterwards() throws Exception {
    try (Machine machine = Machine.start(folder)) {
      try (LedgerNode ledger = LedgerNode.start(machine, LATE)) {
        execute(machine.database(), "alter table ledger.entry rename to hidden");
        publishAll(machine);
        Await.until(
            "the stream begins again: " + ledger.degradations(),
            () -> ledger.degradations().getOrDefault("ledger", "").contains("ledger.entry"));
        ledger.drain();
      }
      execute(machine.database(), "alter table ledger.hidden rename to entry");
      try (LedgerNode ledger = LedgerNode.start(machine, LATE)) {
        Await.until("all are known", () -> known(ledger) == IMAGES);
      }
    }
  }

  @Test
  void whereabouts_areTheOwnersAlone_andATaskIsPendingUntilItsLastPart() throws Exception {
    ImageId image = Messages.image(1);
    try (Machine machine = Machine.start(folder);
        LedgerNode ledger = LedgerNode.start(machine, LATE)) {
      machine.publish(TopicNames.DELIVERY, List.of(Messages.secondPart(image, token)));
      Await.until("the image is known", () -> status(ledger, image) == 200);
      assertThat(state(ledger, image)).isEqualTo("codes-1.0 pending, ocr-1.0 pending");
      machine.publish(TopicNames.DELIVERY, Messages.answers(image, token));
      Await.until(
          "both are seen", () -> state(ledger, image).equals("codes-1.0 seen, ocr-1.0 seen"));
      JsonNode own = ledger.json(path(image), token);
      assertThat(own.get("tasks").get(0).get("cursors").get(0).asLong()).isEqualTo(1);

      String another = Messages.token(new ClientId("another"));
      assertThat(ledger.get(path(image), another).statusCode()).isEqualTo(404);
      assertThat(ledger.get("/images/other/" + image, token).statusCode()).isEqualTo(404);
      assertThat(ledger.get("/images/watch/none", token).statusCode()).isEqualTo(404);
      assertThat(ledger.get(path(image), "forged").statusCode()).isEqualTo(401);
    }
  }

  private void publishAll(Machine machine) throws Exception {
    List<Envelope> vision = new ArrayList<>();
    List<Envelope> delivery = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      vision.add(Messages.announced(Messages.image(i), token));
      vision.addAll(Messages.answers(Messages.image(i), token));
      delivery.addAll(Messages.answers(Messages.image(i), token));
    }
    machine.publish(TopicNames.VISION, vision);
    machine.publish(TopicNames.DELIVERY, delivery);
  }

  /** One image with all its answers and its summary. */
  private static void publishSummarised(Machine machine) throws Exception {
    String granted = Messages.everything(Messages.CAMERA, "https://127.0.0.1:1/");
    List<Envelope> answers = Messages.answers(LOST_BY_SUMMARIES, granted);
    machine.publish(TopicNames.VISION, answers);
    machine.publish(TopicNames.DELIVERY, answers);
    machine.publish(
        TopicNames.DELIVERY,
        List.of(Messages.summary(List.of(LOST_BY_SUMMARIES), Instant.now(), granted)));
  }

  private int lose(String topic, Envelope message) throws IOException {
    return DamagedLog.remove(Machine.log(folder), topic, holds(message.getMessageId()));
  }

  private static Predicate<Record> holds(String messageId) {
    return record -> {
      try {
        ByteBuffer value = record.value();
        return Envelope.parseFrom(value).getMessageId().equals(messageId);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private long known(LedgerNode ledger) throws Exception {
    long count = 0;
    for (int i = 0; i < IMAGES; i++) {
      count +=
          status(ledger, Messages.image(i)) == 200
                  && state(ledger, Messages.image(i)).equals("codes-1.0 seen, ocr-1.0 seen")
              ? 1
              : 0;
    }
    return count;
  }

  private int status(LedgerNode ledger, ImageId image) throws Exception {
    return ledger.get(path(image), token).statusCode();
  }

  private String state(LedgerNode ledger, ImageId image) throws Exception {
    JsonNode tasks = ledger.json(path(image), token).path("tasks");
    return String.join(
        ", ",
        StreamSupport.stream(tasks.spliterator(), false)
            .map(task -> task.get("task").asText() + " " + task.get("state").asText())
            .toList());
  }

  private static String path(ImageId image) {
    return "/images/watch/" + image;
  }

  private static List<String> stages(JsonNode page) {
    List<String> stages = new ArrayList<>();
    for (JsonNode image : page.get("images")) {
      for (JsonNode missing : image.get("missing")) {
        stages.add(
            image.get("image").asText()
                + " "
                + missing.get("task").asText()
                + " "
                + missing.get("stage").asText());
      }
    }
    return stages;
  }

  private static void execute(DatabaseSettings database, String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
