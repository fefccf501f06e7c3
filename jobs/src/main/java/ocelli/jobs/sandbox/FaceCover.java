package ocelli.jobs.sandbox;

import com.twelvemonkeys.image.ImageUtil;
import com.twelvemonkeys.imageio.ImageReaderBase;
import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.io.FileUtil;
import com.twelvemonkeys.lang.Validate;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ocelli.jobs.core.FaceBox;
import ocelli.jobs.core.Orientation;

/**
 * Makes the faces in an image unrecognisable, and turns it upright. An image whose pixels do not
 * surely lie where the boxes say is not given at all.
 */
public final class FaceCover {
  private static final int LONGEST = 256 * 1024 * 1024; // 40 Mpx of three bytes, with room

  private final Sandbox sandbox;

  /** With the time and the memory of those settings. */
  public FaceCover(PdfSettings settings) {
    this.sandbox =
        new Sandbox(
            FaceCoverProgram.class,
            List.of(
                WebPImageReaderSpi.class,
                ImageReaderBase.class,
                CompoundDirectory.class,
                Validate.class,
                FileUtil.class,
                ImageUtil.class),
            settings.time(),
            settings.memoryMegabytes());
  }

  /**
   * The image as PNG, upright, with its faces covered; empty where that cannot be done.
   *
   * @param width of the upright image that the boxes are in
   * @param height of the upright image that the boxes are in
   * @throws IOException where no process can be started
   */
  public Optional<byte[]> cover(byte[] content, int width, int height, List<FaceBox> faces)
      throws IOException {
    OptionalInt orientation = Orientation.of(content);
    if (orientation.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> arguments = new ArrayList<>(List.of(orientation.getAsInt(), width, height));
    for (FaceBox face : faces) {
      arguments.addAll(List.of(face.x(), face.y(), face.width(), face.height()));
    }
    try {
      return sandbox.run(content, Sandbox.texts(arguments), FaceCover::read);
    } catch (Sandbox.Ended e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> read(DataInputStream answer) throws IOException {
    int length = answer.readInt();
    if (length <= 0 || length > LONGEST) {
      return Optional.empty();
    }
    byte[] png = new byte[length];
    answer.readFully(png);
    return Optional.of(png);
  }
}
