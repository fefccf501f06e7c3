package ocelli.vision.tasks;

import com.google.protobuf.Message;
import ocelli.protocol.TaskId;
import ocelli.vision.cpu.CpuBackend;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionEngine;

/** Looks at one image with an engine of the processor's backend. */
final class Looks {
  static final CpuBackend BACKEND = new CpuBackend();

  private Looks() {}

  static Seen seen(TaskId task, byte[] image) {
    try (VisionEngine engine = BACKEND.open(task)) {
      return engine.look(image, EngineRequest.PLAIN);
    }
  }

  static <A extends Message> A result(Class<A> kind, TaskId task, byte[] image) {
    return result(kind, task, image, EngineRequest.PLAIN);
  }

  static <A extends Message> A result(
      Class<A> kind, TaskId task, byte[] image, EngineRequest request) {
    try (VisionEngine engine = BACKEND.open(task)) {
      Seen seen = engine.look(image, request);
      return kind.cast(
          seen.match(
              Seen.Result::payload,
              undecodable -> unexpected(undecodable),
              gaveUp -> unexpected(gaveUp)));
    }
  }

  private static Message unexpected(Seen seen) {
    throw new AssertionError(seen.toString());
  }
}
