package ocelli.client.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of sockets, so that it can break HTTP in every way; one request a connection. */
final class RawServer implements AutoCloseable {
  /** What a connection does with its request. */
  interface Behaviour {
    void answer(Request request, Connection connection) throws IOException;
  }

  /** A request that came whole. */
  record Request(String line, Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  RawServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      behaviour.answer(request(socket.getInputStream()), new Connection(socket));
    } catch (IOException e) {
      // The client went first.
    } finally {
      open.remove(socket);
    }
  }

  private static Request request(InputStream stream) throws IOException {
    InputStream in = new BufferedInputStream(stream);
    String first = line(in);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(first, headers, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the client left");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** The way back. */
  static final class Connection {
    private final Socket socket;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    /** A whole answer. */
    void answer(String status, String headers, String body) throws IOException {
      begin(status, headers + "Content-Length: " + bytes(body).length + "\r\n");
      raw(body);
    }

    /** The head of an answer whose body ends with the connection. */
    void begin(String status, String headers) throws IOException {
      raw("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n");
    }

    void raw(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes(text));
      out.flush();
    }

    /** Ends with RST, not FIN: what is on its way may be lost too. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Says nothing more until the client leaves. */
    void hang() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // Not a word.
      }
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
