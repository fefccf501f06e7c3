package ocelli.vision.zxing;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ocelli.vision.core.FoundCode;
import ocelli.vision.core.Place;

/** Reads codes with ZXing. One for each worker. */
public final class ZxingCodes {
  /** As results name it: the version in the build. */
  public static final String ENGINE = "zxing 3.5.3";

  /**
   * RSS is read into noise and UPC-E into parts of longer codes, MaxiCode has no detector: they are
   * left out.
   */
  private static final Set<BarcodeFormat> FORMATS =
      EnumSet.of(
          BarcodeFormat.QR_CODE,
          BarcodeFormat.DATA_MATRIX,
          BarcodeFormat.AZTEC,
          BarcodeFormat.PDF_417,
          BarcodeFormat.EAN_13,
          BarcodeFormat.EAN_8,
          BarcodeFormat.UPC_A,
          BarcodeFormat.CODE_128,
          BarcodeFormat.CODE_93,
          BarcodeFormat.CODE_39,
          BarcodeFormat.ITF,
          BarcodeFormat.CODABAR);

  /** Their own error correction refuses a misread. */
  private static final Set<BarcodeFormat> CORRECTED =
      EnumSet.of(
          BarcodeFormat.QR_CODE,
          BarcodeFormat.DATA_MATRIX,
          BarcodeFormat.AZTEC,
          BarcodeFormat.PDF_417);

  /** ITF-14 and longer: any part of an ITF code reads as a shorter one. */
  private static final int[] ITF_LENGTHS = {14};

  private static final Map<DecodeHintType, Object> HINTS =
      Map.of(
          DecodeHintType.TRY_HARDER,
          true,
          DecodeHintType.ALSO_INVERTED,
          true,
          DecodeHintType.ALLOWED_LENGTHS,
          ITF_LENGTHS,
          DecodeHintType.POSSIBLE_FORMATS,
          FORMATS);

  private static final Map<DecodeHintType, Object> MIDDLE_HINTS =
      Map.of(
          DecodeHintType.TRY_HARDER, true,
          DecodeHintType.ALSO_INVERTED, true,
          DecodeHintType.POSSIBLE_FORMATS,
              EnumSet.of(BarcodeFormat.DATA_MATRIX, BarcodeFormat.AZTEC));

  private final MultiFormatReader middle = new MultiFormatReader();

  private final GenericMultipleBarcodeReader reader =
      new GenericMultipleBarcodeReader(new MultiFormatReader());

  /** The codes of a picture: local contrast first, then that of the whole picture. */
  public List<FoundCode> read(GreyPixels picture) {
    List<FoundCode> codes = read(picture, new HybridBinarizer(picture));
    return codes.isEmpty() ? read(picture, new GlobalHistogramBinarizer(picture)) : codes;
  }

  private List<FoundCode> read(GreyPixels picture, Binarizer binarizer) {
    try {
      return Arrays.stream(reader.decodeMultiple(new BinaryBitmap(binarizer), HINTS))
          .filter(result -> CORRECTED.contains(format(result)) || confirmed(picture, result))
          .map(ZxingCodes::code)
          .toList();
    } catch (NotFoundException e) {
      return List.of();
    } catch (RuntimeException e) { // ZXing indexes out of bounds on some damaged codes
      return List.of();
    }
  }

  /**
   * The Data Matrix or Aztec code in the middle of a picture, whose detectors look nowhere else;
   * empty where there is none.
   */
  public List<FoundCode> readMiddle(GreyPixels picture) {
    try {
      Result result = middle.decode(new BinaryBitmap(new HybridBinarizer(picture)), MIDDLE_HINTS);
      return List.of(code(result));
    } catch (NotFoundException e) {
      return List.of();
    } catch (RuntimeException e) { // as above
      return List.of();
    }
  }

  private static boolean confirmed(GreyPixels picture, Result result) {
    return LinearConfirmation.agree(picture, format(result), places(result), result.getText());
  }

  private static BarcodeFormat format(Result result) {
    return Objects.requireNonNull(result.getBarcodeFormat());
  }

  private static FoundCode code(Result result) {
    List<Place> corners = CodeCorners.of(format(result), places(result));
    return new FoundCode(format(result).name(), result.getText(), corners);
  }

  private static List<Place> places(Result result) {
    return Arrays.stream(result.getResultPoints())
        .filter(Objects::nonNull)
        .map(point -> new Place(point.getX(), point.getY()))
        .toList();
  }
}
