package ocelli.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineBufferTest {
  private final LineBuffer lines = new LineBuffer();

  @Test
  void poll_anyCut_givesTheSameLines() throws IOException {
    byte[] text = "ä1\r\n\nb2\nunended".getBytes(StandardCharsets.UTF_8);
    for (byte next : text) {
      lines.append(new byte[] {next}, 1);
    }
    lines.append(text, text.length);
    assertThat(lines.poll()).isEqualTo("ä1");
    assertThat(lines.poll()).isEmpty();
    assertThat(lines.poll()).isEqualTo("b2");
    assertThat(lines.poll()).isEqualTo("unendedä1");
    assertThat(lines.poll()).isEmpty();
    assertThat(lines.poll()).isEqualTo("b2");
    assertThat(lines.poll()).as("what no line feed ended").isNull();
  }

  @Test
  void append_lineWithoutEnd_isRefusedBeforeItFillsTheMemory() {
    byte[] chunk = new byte[64 * 1024];
    Arrays.fill(chunk, (byte) 'x');
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                lines.append(chunk, chunk.length);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a line of more than 1048576 bytes");
  }
}
