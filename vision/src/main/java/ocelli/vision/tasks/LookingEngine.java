package ocelli.vision.tasks;

import java.util.Optional;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.engine.VisionEngine;
import ocelli.vision.opencv.Pictures;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes, lets a task look, and gives back all native memory of the image. */
final class LookingEngine implements VisionEngine {

  /** A task's way to look at a decoded picture. */
  interface Look extends AutoCloseable {
    /** What is on an upright picture of blue, green and red. */
    Seen at(Mat picture, EngineRequest request);

    @Override
    void close();
  }

  private final Look look;

  LookingEngine(Look look) {
    this.look = look;
  }

  @Override
  public Seen look(byte[] image, EngineRequest request) {
    try (PointerScope scope = new PointerScope()) {
      Optional<Mat> picture = Pictures.decode(image);
      return picture.isPresent()
          ? look.at(picture.get(), request)
          : new Seen.Undecodable(
              image.length + " bytes that no decoder of PNG, JPEG, WebP or GIF can read");
    }
  }

  @Override
  public void close() {
    look.close();
  }
}
