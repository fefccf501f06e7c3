package ocelli.vision.opencv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ocelli.vision.core.FoundCode;
import ocelli.vision.core.Place;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_objdetect.QRCodeDetector;

/** OpenCV's QR reader, which sees tilted and distorted codes that ZXing does not. */
public final class QrCodes implements AutoCloseable {
  /** As ZXing names them. */
  private static final String SYMBOLOGY = "QR_CODE";

  private final QRCodeDetector detector;

  /** A reader of its own for each worker. */
  public QrCodes() {
    Pictures.prepare();
    detector = new QRCodeDetector();
  }

  /** The QR codes of a grey picture. */
  public List<FoundCode> read(Mat grey) {
    try (PointerScope scope = new PointerScope()) {
      StringVector texts = new StringVector();
      Mat corners = new Mat();
      Mat found = new Mat();
      if (!detector.detectMulti(grey, found)) {
        return List.of();
      }
      found.copyTo(corners);
      if (!detector.decodeMulti(grey, corners, texts)) {
        return List.of();
      }
      return codes(texts, corners);
    } catch (RuntimeException e) { // cv::Exception from a code that is cut off: nothing to read
      return List.of();
    }
  }

  private static List<FoundCode> codes(StringVector texts, Mat corners) {
    float[] places = new float[8 * corners.rows()];
    new FloatPointer(corners.data()).get(places);
    List<FoundCode> codes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      int at = 8 * i;
      text(texts.get(i))
          .ifPresent(text -> codes.add(new FoundCode(SYMBOLOGY, text, quad(places, at))));
    }
    return codes;
  }

  private static List<Place> quad(float[] places, int at) {
    List<Place> quad = new ArrayList<>(4);
    for (int corner = 0; corner < 4; corner++) {
      quad.add(new Place(places[at + 2 * corner], places[at + 2 * corner + 1]));
    }
    return quad;
  }

  /** The text where it is UTF-8; other character sets are left to ZXing, which knows them. */
  private static Optional<String> text(BytePointer pointer) {
    byte[] bytes = new byte[Math.toIntExact(pointer.limit())];
    pointer.get(bytes);
    if (bytes.length > 0 && bytes[bytes.length - 1] == 0) { // C++'s end of the text
      bytes = Arrays.copyOf(bytes, bytes.length - 1);
    }
    if (bytes.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    detector.close();
  }
}
