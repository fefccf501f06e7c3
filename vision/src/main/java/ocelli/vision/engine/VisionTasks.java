package ocelli.vision.engine;

import java.util.Set;
import ocelli.protocol.TaskId;

/** The tasks of this version. */
public final class VisionTasks {
  /** Finds faces. */
  public static final TaskId FACEEXTRACT = new TaskId("faceextract", 1, 0);

  /** Reads text. */
  public static final TaskId OCR = new TaskId("ocr", 1, 0);

  /** Reads machine-readable codes. */
  public static final TaskId CODES = new TaskId("codes", 1, 0);

  /** Measures how good an image is. */
  public static final TaskId QUALITY = new TaskId("quality", 1, 0);

  /** All of them. */
  public static final Set<TaskId> ALL = Set.of(FACEEXTRACT, OCR, CODES, QUALITY);

  private VisionTasks() {}
}
