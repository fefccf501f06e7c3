package ocelli.vision.engine;

import java.util.Set;
import ocelli.protocol.TaskId;

/** A kind of machine that can look at images: the processor, or a GPU. */
public interface VisionBackend {

  /** As results name it: {@code cpu} or {@code cuda}. */
  String name();

  /** Whether this machine can run it; asking starts nothing and never fails. */
  Availability availability();

  /** The tasks it has engines for. */
  Set<TaskId> tasks();

  /**
   * A new engine, its models loaded: one for each worker, for no two threads may share it.
   *
   * @throws IllegalArgumentException if the task is not among {@link #tasks()}
   * @throws IllegalStateException if this machine cannot run it
   */
  VisionEngine open(TaskId task);
}
