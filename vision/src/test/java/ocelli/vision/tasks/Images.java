package ocelli.vision.tasks;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Images for the tests. */
final class Images {
  private Images() {}

  static byte[] file(String name) {
    try (InputStream in = Images.class.getResourceAsStream("/ocelli/vision/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static Mat pixels(byte[] image) {
    Mat bytes = new Mat(1, image.length, CV_8UC1);
    bytes.data().put(image, 0, image.length);
    return imdecode(bytes, IMREAD_COLOR);
  }

  static byte[] encoded(String extension, Mat picture) {
    BytePointer file = new BytePointer();
    imencode(extension, picture, file);
    byte[] bytes = new byte[(int) file.limit()];
    file.get(bytes);
    return bytes;
  }

  /** The picture turned; one of OpenCV's ROTATE constants. */
  static Mat turned(Mat picture, int how) {
    Mat turned = new Mat();
    opencv_core.rotate(picture, turned, how);
    return turned;
  }

  /** A JPEG with an EXIF segment that says how to turn it. */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0, // marker, length, name
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, // big-endian TIFF, first directory at 8
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0, // one entry: orientation
      0,
      0,
      0,
      0 // no next directory
    };
    return ByteBuffer.allocate(jpeg.length + exif.length)
        .put(jpeg, 0, 2)
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  static byte[] firstHalf(byte[] image) {
    return Arrays.copyOf(image, image.length / 2);
  }
}
