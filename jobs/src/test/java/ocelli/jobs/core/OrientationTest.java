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

  @ParameterizedTest
  @CsvSource({
    "4d4d002a00000008, 000101120003000000010001, true",
    "4d4d002a00000008, 000101120003000000010006, false",
    "4d4d002a00000008, 000101120003000000010003, false",
    "49492a0008000000, 010012010300010000000100, true",
    "49492a0008000000, 010012010300010000000800, false"
  })
  void isUpright_readsTheTag(String header, String directory, boolean upright) {
    String hex = JPEG + APP0 + EXIF + header + directory + "00000000" + SCAN;
    assertThat(Orientation.isUpright(bytes(hex))).isEqualTo(upright);
  }

  @Test
  void isUpright_withoutTag_is() {
    assertThat(Orientation.isUpright(bytes(JPEG + APP0 + SCAN))).isTrue();
    assertThat(Orientation.isUpright(bytes("89504e470d0a1a0a"))).isTrue();
  }

  @Test
  void isUpright_damaged_isDoubtful() {
    assertThat(Orientation.isUpright(bytes(JPEG + "ff" + APP0))).isFalse();
    assertThat(Orientation.isUpright(bytes(JPEG + EXIF + "4d4d002a7fffffff" + SCAN))).isFalse();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
