package ocelli.trials.links;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** nginx (Debian's nginx-light) that answers everything with one fixed redirect. */
final class Nginx implements AutoCloseable {
  private static final int LOOKS = 100; // of 50 ms: it starts in a few
  private static final long LOOK_MILLIS = 50;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one in a folder of its own. */
  static Nginx start(Path parent, String location) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve("nginx"));
    int port = freePort();
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration(folder, port, location));
    Nginx nginx = new Nginx(started(folder, file), port);
    nginx.awaitOpen();
    return nginx;
  }

  private static String configuration(Path folder, int port, String location) {
    return """
        worker_processes auto; daemon off; pid %1$s/pid; error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log off; keepalive_requests 1000000000;
          client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
          uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          server { listen 127.0.0.1:%2$d; location / { return 301 %3$s; } }
        }
        """
        .formatted(folder, port, location);
  }

  private static Process started(Path folder, Path file) {
    try {
      return new ProcessBuilder("nginx", "-p", folder.toString(), "-c", file.toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("out").toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("nginx is needed: apt-get install nginx-light", e);
    }
  }

  private void awaitOpen() throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
    throw new IllegalStateException("nginx does not open its port");
  }

  Processor processor() {
    return Processor.of(process);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
