package ocelli.vision.cpu;

import java.util.Set;
import ocelli.protocol.TaskId;
import ocelli.vision.core.Processor;
import ocelli.vision.engine.Availability;
import ocelli.vision.engine.VisionBackend;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.engine.VisionTasks;
import ocelli.vision.tasks.Engines;

/** All tasks on the processor. One for a process: its engines share their large networks. */
public final class CpuBackend implements VisionBackend {
  private final Engines engines = new Engines(Processor.CPU);

  @Override
  public String name() {
    return Processor.CPU.label();
  }

  @Override
  public Availability availability() {
    return new Availability(true, System.getProperty("os.arch", "unknown processor"));
  }

  @Override
  public Set<TaskId> tasks() {
    return VisionTasks.ALL;
  }

  @Override
  public VisionEngine open(TaskId task) {
    return engines.open(task);
  }
}
