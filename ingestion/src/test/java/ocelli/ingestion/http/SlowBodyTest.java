package ocelli.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import ocelli.ingestion.core.ImageBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlowBodyTest {
  @Test
  void post_bodyThatStalls_is408AndHoldsNothing() throws Exception {
    try (OpenDoor door = new OpenDoor();
        Socket socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /images/t HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\nAuthorization: Bearer "
              + OpenDoor.token("ingest-1.*", "ocr-*")
              + "\r\n\r\n";
      out.write(ImageBytes.latin(head));
      out.write(new byte[100]);
      out.flush();
      String answer =
          new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
      assertThat(answer).isEqualTo("HTTP/1.1 408");
      assertThat(door.budget.used()).isZero();
    }
  }
}
