package ocelli.vision.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import ocelli.protocol.TaskId;
import ocelli.vision.cpu.CpuBackend;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeterminismTest {
  private static final int TIMES = 20;

  static Stream<TaskId> tasks() {
    return VisionTasks.ALL.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void look_sameBytesAgainAndOnFreshEngines_isTheSameMessage(TaskId task) {
    for (String image : new String[] {"astronaut.jpg", "sign-noisy.png"}) {
      byte[] bytes = Images.file(image);
      Set<ByteString> answers = new HashSet<>();
      try (VisionEngine engine = Looks.BACKEND.open(task)) {
        for (int i = 0; i < TIMES; i++) {
          engine.look(Images.file("letter.png"), EngineRequest.PLAIN); // nothing stays behind
          answers.add(answer(engine, bytes));
        }
      }
      try (VisionEngine fresh = new CpuBackend().open(task)) {
        answers.add(answer(fresh, bytes));
      }
      assertThat(answers).as(image).hasSize(1);
    }
  }

  private static ByteString answer(VisionEngine engine, byte[] bytes) {
    Seen seen = engine.look(bytes, new EngineRequest(true));
    Message message =
        seen.match(
            Seen.Result::payload,
            undecodable -> {
              throw new AssertionError(undecodable.detail());
            },
            gaveUp -> {
              throw new AssertionError(gaveUp.detail());
            });
    return message.toByteString();
  }
}
