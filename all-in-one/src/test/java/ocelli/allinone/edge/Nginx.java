package ocelli.allinone.edge;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import ocelli.embedded.FreePort;

/**
 * A real nginx with the files of {@code deploy/edge}: other ports and folders, and addresses where
 * a name server would be asked.
 */
final class Nginx implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Path FILES = Path.of("..", "deploy", "edge");
  private static final Duration PATIENCE = Duration.ofSeconds(60); // on a busy machine

  private final Process process;
  private final Path folder;
  private final int tls;
  private final int inside;

  private Nginx(Process process, Path folder, int tls, int inside) {
    this.process = process;
    this.folder = folder;
    this.tls = tls;
    this.inside = inside;
  }

  static boolean isHere() {
    return Files.isExecutable(PROGRAM) && Files.isExecutable(Path.of("/usr/bin/openssl"));
  }

  /**
   * Starts it; returns when it listens.
   *
   * @param services where each listens, by the name and port that the edge knows: {@code jobs-8080}
   */
  static Nginx start(Path folder, Map<String, Integer> services) throws Exception {
    int tls = FreePort.any();
    int inside = FreePort.any();
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext"
            + " subjectAltName=DNS:localhost -keyout tls.key -out tls.crt",
        folder);
    StringBuilder routes = new StringBuilder();
    services.forEach(
        (name, port) ->
            routes.append("upstream %s { server 127.0.0.1:%d; }%n".formatted(name, port)));
    routes.append(
        Files.readString(FILES.resolve("ocelli.conf.template"))
            .replace("${NGINX_LOCAL_RESOLVERS}", "127.0.0.1")
            .replace("$service${OCELLI_DOMAIN}:$port", "$service-$port")
            .replace("$one${OCELLI_DOMAIN}:8080", "$one-8080")
            .replace("listen 8443", "listen 127.0.0.1:" + tls)
            .replace("listen 8080", "listen 127.0.0.1:" + inside)
            .replace("/etc/nginx/tls", folder.toString()));
    Files.writeString(folder.resolve("ocelli.conf"), routes);
    Files.writeString(
        folder.resolve("nginx.conf"),
        Files.readString(FILES.resolve("nginx.conf"))
            .replace("worker_processes auto", "worker_processes 1")
            .replace("/tmp/", folder + "/")
            .replace("/dev/stdout", folder.resolve("access.log").toString()));
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-g",
                "daemon off; user root;")
            .redirectError(folder.resolve("error.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, folder, tls, inside);
    nginx.awaitListening();
    return nginx;
  }

  private static void run(String command, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(command.split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("openssl.log")));
    }
  }

  private void awaitListening() throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), tls));
        return;
      } catch (IOException e) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError("nginx: " + Files.readString(folder.resolve("error.log")));
  }

  /** The public address. */
  URI address() {
    return URI.create("https://localhost:" + tls);
  }

  /** The port for jobs. */
  int inside() {
    return inside;
  }

  /** What it wrote of requests. */
  String log() throws IOException {
    return Files.readString(folder.resolve("access.log"));
  }

  /** That trusts its certificate. */
  SSLContext trust() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (InputStream in = Files.newInputStream(folder.resolve("tls.crt"))) {
      store.setCertificateEntry(
          "edge", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
