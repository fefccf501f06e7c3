package ocelli.jobs.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  private static final String JPEG = "ffd8";
  private static final String APP0 = "ffe000044a46";
  private static final String EXIF = "ffe10022457869660000";
  private static final String SCAN = "ffda0004";
  private static final String PNG = "89504e470d0a1a0a";
  private static final String PNG_HEADER = "00000001" + "49484452" + "00" + "00000000";
  private static final String PNG_PIXELS = "00000001" + "49444154" + "00" + "00000000";
  private static final String PNG_END = "00000000" + "49454e44" + "00000000";
  private static final String TURNED = "4d4d002a00000008" + "000101120003000000010006" + "00000000";
  private static final String PNG_TURNED = "00000018" + "65584966" + TURNED + "00000000";
  private static final String WEBP = "52494646" + "00000000" + "57454250";
  private static final String ODD_CHUNK = "56503820" + "01000000" + "0000";

  @ParameterizedTest
  @CsvSource({
    "4d4d002a00000008, 000101120003000000010001, 1",
    "4d4d002a00000008, 000101120003000000010006, 6",
    "4d4d002a00000008, 000101120003000000010003, 3",
    "49492a0008000000, 010012010300010000000100, 1",
    "49492a0008000000, 010012010300010000000800, 8"
  })
  void jpeg_readsTheTag(String header, String directory, int orientation) {
    String hex = JPEG + APP0 + EXIF + header + directory + "00000000" + SCAN;
    assertThat(Orientation.of(bytes(hex))).hasValue(orientation);
  }

  @Test
  void pngAndWebp_readTheTagToo_forTheDecoderTurnsThem() {
    assertThat(Orientation.of(bytes(PNG + PNG_HEADER + PNG_TURNED + PNG_PIXELS + PNG_END)))
        .hasValue(6);
    assertThat(Orientation.of(bytes(WEBP + ODD_CHUNK + "45584946" + "18000000" + TURNED)))
        .hasValue(6);
  }

  @Test
  void withoutTag_isUpright() {
    assertThat(Orientation.of(bytes(JPEG + APP0 + SCAN))).hasValue(1);
    assertThat(Orientation.of(bytes(PNG + PNG_HEADER + PNG_PIXELS + PNG_END))).hasValue(1);
    assertThat(Orientation.of(bytes(WEBP + ODD_CHUNK))).hasValue(1);
    assertThat(Orientation.of(bytes("474946383961"))).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ffd8 ff ffe000044a46", // no segment
    "ffd8 ffe10022457869660000 4d4d002a7fffffff ffda0004", // a directory beyond the end
    "ffd8 ffe10022457869660000 4d4d002a00000008 000101120003000000010009 00000000 ffda0004",
    "ffd8 ffe10022457869660000 4d4d002a00000008 000101120004000000010006 00000000 ffda0004",
    "52494646 00000000 57454250 45584946 06000000 457869660000", // EXIF, not TIFF
    "52494646 00000000 57454250 56503820 ffffff7f", // a chunk beyond the end
    "89504e470d0a1a0a" // nothing after the name
  })
  void damagedOrUnusual_isDoubtful(String hex) {
    assertThat(Orientation.of(bytes(hex.replace(" ", "")))).isEmpty();
  }

  @Test
  void pngTagBehindThePixels_isDoubtful() {
    assertThat(Orientation.of(bytes(PNG + PNG_HEADER + PNG_PIXELS + PNG_TURNED + PNG_END)))
        .isEmpty();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
