package ocelli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.ImageId;
import ocelli.protocol.TopicNames;
import ocelli.runtime.HaltPoint;
import ocelli.testkit.HaltingProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of the ledger that ends itself between its two durable effects, as {@code
 * docs/crash-points.md} names them; another takes over.
 */
class HaltIT {
  private static final Duration SOON = Duration.ofMillis(1);
  private static final long PATIENCE_SECONDS = 180; // on a machine that is busy
  private static final int IMAGES = 20;

  @TempDir Path folder;

  /** All is there before it starts: so the batch that it halts after holds answers. */
  @Test
  void haltedWhereABatchIsNoted_everyImageIsAccountedFor() throws Exception {
    String token = Messages.token(Messages.CAMERA);
    List<ImageId> images = IntStream.range(0, IMAGES).mapToObj(Messages::image).toList();
    try (Machine machine = Machine.start(folder)) {
      LedgerNode.start(machine, SOON).close(); // topics and first positions
      List<Envelope> answers = new ArrayList<>();
      images.forEach(image -> answers.addAll(Messages.answers(image, token)));
      machine.publish(TopicNames.VISION, answers);
      machine.publish(TopicNames.DELIVERY, answers);
      try (HaltingProcess process = LedgerProcess.haltingAt("ledger-noted", machine, SOON)) {
        assertThat(process.awaitEnd(PATIENCE_SECONDS)).isEqualTo(HaltPoint.EXIT_CODE);
      }
      try (LedgerNode ledger = LedgerNode.start(machine, SOON)) {
        Await.until("all is read", () -> !Double.isNaN(ledger.unaccounted()));
        assertThat(ledger.unaccounted())
            .as(ledger.json("/ledger/unaccounted", "").toString())
            .isZero();
        for (ImageId image : images) {
          assertThat(ledger.get("/images/watch/" + image, token).statusCode()).isEqualTo(200);
        }
      }
    }
  }
}
