package ocelli.vision.tasks;

import java.util.ArrayList;
import java.util.List;
import ocelli.codes.v1m0.Code;
import ocelli.codes.v1m0.Codes;
import ocelli.vision.core.Affine;
import ocelli.vision.core.DistinctCodes;
import ocelli.vision.core.FoundCode;
import ocelli.vision.core.Processor;
import ocelli.vision.core.Region;
import ocelli.vision.engine.EngineRequest;
import ocelli.vision.engine.Seen;
import ocelli.vision.opencv.CodePlaces;
import ocelli.vision.opencv.Pictures;
import ocelli.vision.opencv.QrCodes;
import ocelli.vision.zxing.GreyPixels;
import ocelli.vision.zxing.ZxingCodes;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** The task codes. */
final class CodesLook implements LookingEngine.Look {
  /** A code of 100 modules over a fifth of the picture still has five pixels a module. */
  private static final int LONG_SIDE = 2560;

  /** ZXing starts from ten pixels of the middle, which must be more than one module. */
  private static final int MIDDLE_SIDE = 200;

  private final QrCodes qrCodes = new QrCodes();
  private final ZxingCodes zxingCodes = new ZxingCodes();

  @Override
  public Seen at(Mat picture, EngineRequest request) {
    Mat grey = Pictures.within(Pictures.grey(picture), LONG_SIDE);
    Affine toPicture = Affine.scale((double) picture.cols() / grey.cols());
    List<FoundCode> byZxing = new ArrayList<>(zxingCodes.read(pixels(grey)));
    CodePlaces.of(grey).forEach(place -> byZxing.addAll(at(grey, place)));
    Codes.Builder codes =
        Codes.newBuilder()
            .setCount(1)
            .setEngine(
                Shapes.engine(Pictures.ENGINE + ", " + ZxingCodes.ENGINE, "", Processor.CPU));
    DistinctCodes.of(qrCodes.read(grey), byZxing)
        .forEach(code -> codes.addCodes(code(code.carriedBy(toPicture))));
    return new Seen.Result(codes.build());
  }

  /** The square code at a place, looked at as it is and smaller. */
  private List<FoundCode> at(Mat grey, Region place) {
    try (PointerScope scope = new PointerScope()) {
      Rect cut =
          new Rect(
              (int) place.x(),
              (int) place.y(),
              (int) Math.max(1, place.width()),
              (int) Math.max(1, place.height()));
      Mat part = new Mat(grey, cut).clone();
      Affine toPicture = Affine.shift(cut.x(), cut.y());
      List<FoundCode> found = carried(zxingCodes.readMiddle(pixels(part)), toPicture);
      if (!found.isEmpty()) {
        return found;
      }
      Mat small = Pictures.within(part, MIDDLE_SIDE);
      Affine toPart = Affine.scale((double) part.cols() / small.cols());
      return carried(zxingCodes.readMiddle(pixels(small)), toPart.then(toPicture));
    }
  }

  private static List<FoundCode> carried(List<FoundCode> codes, Affine way) {
    return codes.stream().map(code -> code.carriedBy(way)).toList();
  }

  private static GreyPixels pixels(Mat grey) {
    byte[] pixels = new byte[grey.cols() * grey.rows()];
    grey.data().get(pixels);
    return new GreyPixels(pixels, grey.cols(), grey.rows());
  }

  private static Code code(FoundCode found) {
    Code.Builder code = Code.newBuilder().setSymbology(found.symbology()).setText(found.text());
    found.corners().forEach(corner -> code.addCorners(Shapes.point(corner)));
    return code.build();
  }

  @Override
  public void close() {
    qrCodes.close();
  }
}
