package ocelli.trials.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Firehose connections that ask for everything and read not a byte of it. */
public final class DeafReaders implements AutoCloseable {
  private static final int SMALLEST_BUFFER = 4096; // the sender's side must wait, not the kernel

  private final List<Socket> sockets = new ArrayList<>();

  private DeafReaders() {}

  /** Opens so many. */
  public static DeafReaders open(URI base, Participant client, int count) throws IOException {
    String body = "{\"from\":\"earliest\"}";
    byte[] request =
        String.join(
                "\r\n",
                "POST /firehose HTTP/1.1",
                "Host: " + base.getAuthority(),
                "Authorization: Bearer " + client.token(),
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "",
                body)
            .getBytes(StandardCharsets.US_ASCII);
    DeafReaders readers = new DeafReaders();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(SMALLEST_BUFFER);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), base.getPort()));
      socket.getOutputStream().write(request);
      readers.sockets.add(socket);
    }
    return readers;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
