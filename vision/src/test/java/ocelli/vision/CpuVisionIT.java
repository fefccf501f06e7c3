package ocelli.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import ocelli.envelope.v1m0.Envelope;
import ocelli.protocol.DeliveredMessage;
import ocelli.protocol.Payloads;
import ocelli.protocol.TaskId;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import ocelli.vision.cpu.CpuBackend;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionEngine;
import org.junit.jupiter.api.Test;

/** The real engines behind the real broker. */
class CpuVisionIT {
  private static final int TIMES = 20;
  private static final List<String> TASKS = List.of("codes-1.0", "faceextract-1.0", "quality-1.0");
  private static final Map<String, Object> GRANTS =
      Map.of("codes-1.*", true, "faceextract-1.*", Map.of("identity", true), "quality-1.*", true);

  @Test
  void oneImageTwentyTimesInTwoBackends_isTheSameData() throws Exception {
    byte[] astronaut = resource("astronaut.jpg");
    try (TestNode node =
            LiveBackend.shared()
                .node("ocelli.vision { tasks = [\"" + String.join("\",\"", TASKS) + "\"] }");
        Broker broker = new Broker(node.context().kafka())) {
      VisionSettings settings =
          VisionSettings.from(node.context().settings("ocelli.vision"), 2 * TASKS.size());
      Vision vision = Vision.start(node.context(), settings, Broker.verifier(), new CpuBackend());
      List<Envelope> images = new ArrayList<>();
      for (int time = 0; time < TIMES; time++) {
        images.add(broker.image("twenty", "visit-" + time, astronaut, GRANTS, TASKS));
      }
      images.forEach(broker::send);
      Set<String> ids = images.stream().map(Envelope::getImageId).collect(Collectors.toSet());
      Set<String> seen =
          broker
              .read(
                  "delivery-1",
                  TIMES * TASKS.size(),
                  record -> ids.contains(Broker.envelope(record).getImageId()))
              .stream()
              .map(record -> data(Broker.envelope(record)))
              .collect(Collectors.toSet());
      assertThat(seen).isEqualTo(elsewhere(astronaut));
      vision.drain().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  /** What another backend's engines say. */
  private static Set<String> elsewhere(byte[] image) {
    CpuBackend other = new CpuBackend();
    return TASKS.stream()
        .map(
            task -> {
              try (VisionEngine engine = other.open(TaskId.parse(task).orElseThrow())) {
                Seen seen = engine.look(image, new EngineRequest(task.startsWith("faceextract")));
                return DeliveredMessage.data(((Seen.Result) seen).payload());
              }
            })
        .collect(Collectors.toSet());
  }

  private static String data(Envelope answer) {
    try {
      return DeliveredMessage.data(Payloads.unpack(answer.getPayload()).orElseThrow());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] resource(String name) throws java.io.IOException {
    try (InputStream in = CpuVisionIT.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
