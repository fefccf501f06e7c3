package ocelli.jobs.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {
  @ParameterizedTest
  @CsvSource({
    "ffd8ffe000104a46, JPEG",
    "89504e470d0a1a0a00, PNG",
    "52494646ffffffff5745425056503858, WEBP",
    "474946383961, GIF",
    "255044462d312e37, PDF"
  })
  void of_firstBytes_saysWhatItIs(String hex, FileType type) {
    assertThat(FileType.of(java.util.HexFormat.of().parseHex(hex))).contains(type);
  }

  @Test
  void of_pdfBehindRubbish_isPdf() {
    assertThat(FileType.of(ascii("x".repeat(900) + "%PDF-1.4"))).contains(FileType.PDF);
    assertThat(FileType.of(ascii("x".repeat(1024) + "%PDF-1.4"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"<html>", "RIFF1234WAVE", "''", "GIF", "II*"})
  void of_anythingElse_isNotTaken(String text) {
    assertThat(FileType.of(ascii(text))).isEmpty();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
