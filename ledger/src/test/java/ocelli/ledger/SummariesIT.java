package ocelli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ImageId;
import ocelli.protocol.TopicNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summaries on the account of the images that they are of. */
class SummariesIT {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final int CUT = 500; // images that a cut summary names

  private final String token = Messages.everything(Messages.CAMERA, "https://127.0.0.1:1/");

  @TempDir Path folder;

  @Test
  void summaryNeverDelivered_isUnaccounted_onceItIsDue_andNotWhenItComes() throws Exception {
    ImageId image = Messages.image(1);
    try (Machine machine = Machine.start(folder)) {
      try (LedgerNode ledger = LedgerNode.start(machine, SOON, LATE)) {
        answered(machine, List.of(image));
        Await.until("all answers are seen", () -> summary(ledger, image).equals("pending"));
        Await.until("all is read", () -> ledger.unaccounted() == 0);
      }
      try (LedgerNode ledger = LedgerNode.start(machine, SOON, SOON)) {
        Await.until("one unaccounted", () -> ledger.unaccounted() == 1);
        JsonNode missing = ledger.json("/ledger/unaccounted", "").at("/images/0/missing");
        assertThat(missing.toString())
            .isEqualTo("[{\"task\":\"summary-1.0\",\"stage\":\"summaries\"}]");

        machine.publish(
            TopicNames.DELIVERY, List.of(Messages.summary(List.of(image), Instant.now(), token)));
        Await.until("none unaccounted", () -> ledger.unaccounted() == 0);
        assertThat(summary(ledger, image)).isEqualTo("seen");
      }
    }
  }

  @Test
  void summaryThatWasCut_isOfTheImagesThatItDoesNotName_too() throws Exception {
    List<ImageId> all = IntStream.range(0, CUT + 2).mapToObj(Messages::image).toList();
    Instant before = Instant.now().minusSeconds(1);
    try (Machine machine = Machine.start(folder);
        LedgerNode ledger = LedgerNode.start(machine, SOON)) {
      answered(machine, all);
      Await.until("all lack the summary", () -> ledger.unaccounted() == all.size());
      machine.publish(
          TopicNames.DELIVERY, List.of(Messages.summary(all.subList(0, CUT - 1), before, token)));
      Await.until("those unnamed lack it", () -> ledger.unaccounted() == 3);
      machine.publish(
          TopicNames.DELIVERY, List.of(Messages.summary(all.subList(0, CUT), before, token)));
      Await.until("none lacks it", () -> ledger.unaccounted() == 0);
    }
  }

  private void answered(Machine machine, List<ImageId> images) throws Exception {
    List<Envelope> answers = new ArrayList<>();
    images.forEach(image -> answers.addAll(Messages.answers(image, token)));
    machine.publish(TopicNames.VISION, answers);
    machine.publish(TopicNames.DELIVERY, answers);
  }

  private String summary(LedgerNode ledger, ImageId image) throws Exception {
    JsonNode known = ledger.json("/images/watch/" + image, token);
    boolean answered =
        known.at("/tasks/0/state").asText().equals("seen")
            && known.at("/tasks/1/state").asText().equals("seen");
    return answered ? known.at("/summary/state").asText() : "not answered";
  }
}
