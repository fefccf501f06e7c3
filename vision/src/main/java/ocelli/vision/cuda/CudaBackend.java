package ocelli.vision.cuda;

import java.util.Set;
import ocelli.protocol.TaskId;
import ocelli.vision.core.Processor;
import ocelli.vision.engine.Availability;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;
import ocelli.vision.tasks.Engines;

/** The tasks whose work is in networks, on the first GPU. */
public final class CudaBackend implements VisionBackend {
  private static final Set<TaskId> TASKS = Set.of(VisionTasks.FACEEXTRACT, VisionTasks.OCR);

  private final Engines engines = new Engines(Processor.CUDA);

  @Override
  public String name() {
    return Processor.CUDA.label();
  }

  @Override
  public Availability availability() {
    return CudaDevices.first();
  }

  @Override
  public Set<TaskId> tasks() {
    return TASKS;
  }

  @Override
  public VisionEngine open(TaskId task) {
    if (!TASKS.contains(task)) {
      throw new IllegalArgumentException("no engine for the task " + task + " on CUDA");
    }
    Availability availability = availability();
    if (!availability.available()) {
      throw new IllegalStateException("CUDA: " + availability.detail());
    }
    return engines.open(task);
  }
}
