package ocelli.trials.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Firehose connections that ask for everything, are told that it comes, and read not a byte of it.
 */
public final class DeafReaders implements AutoCloseable {
  private static final int SMALLEST_BUFFER = 4096; // the sender's side must wait, not the kernel
  private static final String TAKEN = "HTTP/1.1 200"; // so much is read, and nothing after
  private static final Duration ANSWER = Duration.ofMinutes(1); // a hundred at once, busy machine

  private final List<Socket> sockets = new ArrayList<>();

  private DeafReaders() {}

  /**
   * Opens so many.
   *
   * @param token of the client whose messages they ask for
   * @throws IOException where one is not answered with 200: that one would hold nothing
   */
  public static DeafReaders open(URI base, String token, int count) throws IOException {
    String body = "{\"from\":\"earliest\"}";
    byte[] request =
        String.join(
                "\r\n",
                "POST /firehose HTTP/1.1",
                "Host: " + base.getAuthority(),
                "Authorization: Bearer " + token,
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "",
                body)
            .getBytes(StandardCharsets.US_ASCII);
    DeafReaders readers = new DeafReaders();
    try {
      for (int i = 0; i < count; i++) {
        readers.open(base.getPort(), request);
      }
      for (Socket socket : readers.sockets) {
        requireTaken(socket);
      }
      return readers;
    } catch (IOException e) {
      readers.close();
      throw e;
    }
  }

  private void open(int port, byte[] request) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setReceiveBufferSize(SMALLEST_BUFFER);
    socket.setSoTimeout((int) ANSWER.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.getOutputStream().write(request);
  }

  private static void requireTaken(Socket socket) throws IOException {
    byte[] status = socket.getInputStream().readNBytes(TAKEN.length());
    String said = new String(status, StandardCharsets.US_ASCII);
    if (!said.equals(TAKEN)) {
      throw new IOException("a reader that asks for everything is told: " + said);
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
