package ocelli.vision.tasks;

import java.util.Map;
import java.util.function.Supplier;
import ocelli.protocol.TaskId;
import ocelli.vision.core.Processor;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;

/** Opens the engine of a task for a processor; engines of one instance share large networks. */
public final class Engines {
  private final Map<TaskId, Supplier<LookingEngine.Look>> looks;

  /** Loads nothing yet. */
  public Engines(Processor processor) {
    Models models = new Models();
    looks =
        Map.of(
            VisionTasks.FACEEXTRACT,
            () -> new FaceextractLook(models, processor),
            VisionTasks.OCR,
            () -> new OcrLook(models, processor),
            VisionTasks.CODES,
            CodesLook::new,
            VisionTasks.QUALITY,
            QualityLook::new);
  }

  /** A new engine. */
  public VisionEngine open(TaskId task) {
    Supplier<LookingEngine.Look> look = looks.get(task);
    if (look == null) {
      throw new IllegalArgumentException("no engine for the task " + task);
    }
    NativeLibraries.load();
    return new LookingEngine(look.get());
  }
}
