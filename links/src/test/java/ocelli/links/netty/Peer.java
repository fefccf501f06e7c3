package ocelli.links.netty;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Whoever is at the other end of a connection, polite or not: it sends bytes as they are. */
public final class Peer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000; // on a busy machine
  private static final int DRIP_MILLIS = 20;

  /** An answer; names of headers in lower case. */
  public record Answer(int status, Map<String, String> headers, String body) {}

  private final Socket socket;
  private final InputStream in;

  private Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public static Peer of(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 * 1024);
    socket.connect(server, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Peer(socket);
  }

  /** A request for a path and nothing more. */
  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n";
  }

  public Peer send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Peer endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  public Answer read() throws IOException {
    return read(true);
  }

  /** The answer to HEAD: no body whatever its length says. */
  public Answer readHead() throws IOException {
    return read(false);
  }

  private Answer read(boolean withBody) throws IOException {
    String[] status = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 2),
          (one, other) -> one + ", " + other);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = withBody ? in.readNBytes(length) : new byte[0];
    return new Answer(
        Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("after " + line);
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  /** Waits for the end of the connection; whether it came without another byte. */
  boolean ended() throws IOException {
    return in.read() < 0;
  }

  /** Sends a byte again and again until the connection ends; what was answered. */
  String drip(char one) throws IOException {
    StringBuilder answer = new StringBuilder();
    socket.setSoTimeout(DRIP_MILLIS);
    try {
      while (true) {
        send(String.valueOf(one));
        try {
          int next = in.read();
          if (next < 0) {
            return answer.toString();
          }
          answer.append((char) next);
        } catch (SocketTimeoutException e) {
          continue; // still open
        }
      }
    } catch (SocketException e) { // the byte came after the end
      return answer.toString();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
