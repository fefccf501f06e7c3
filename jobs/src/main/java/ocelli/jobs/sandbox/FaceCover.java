package ocelli.jobs.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ocelli.jobs.core.FaceBox;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.Orientation;

/**
 * Makes the faces in an image unrecognisable. An image whose pixels do not surely lie where the
 * boxes say is not given at all.
 */
public final class FaceCover {
  private static final int LONGEST = 256 * 1024 * 1024; // 40 Mpx of three bytes, with room

  private final Sandbox sandbox;

  /** With the time and the memory of those settings. */
  public FaceCover(PdfSettings settings) {
    this.sandbox =
        new Sandbox(FaceCoverProgram.class, List.of(), settings.time(), settings.memoryMegabytes());
  }

  /**
   * The image as PNG with its faces covered; empty where that cannot be done.
   *
   * @param width of the upright image that the boxes are in
   * @param height of the upright image that the boxes are in
   * @throws IOException where no process can be started
   */
  public Optional<byte[]> cover(
      FileType type, byte[] content, int width, int height, List<FaceBox> faces)
      throws IOException {
    if (type == FileType.WEBP || !Orientation.isUpright(content)) {
      return Optional.empty(); // the JDK reads no WebP and turns no JPEG
    }
    List<Integer> arguments = new ArrayList<>(List.of(width, height));
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
