package ocelli.allinone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The one answer of a Kubernetes API server that a node needs: the pods of a label, over TLS, to
 * who shows the service account's token.
 */
final class KubernetesApi implements AutoCloseable {
  private static final String NAMESPACE = "ocelli";
  private static final String TOKEN = "the-token-of-the-service-account";
  private static final String PASSWORD = "changeit";

  private final Path account;
  private final HttpsServer server;
  private final Map<String, Integer> pods = new ConcurrentHashMap<>();
  private final String selector;

  /**
   * @param account the folder that a pod finds its service account in
   * @param selector the label whose pods there are
   */
  KubernetesApi(Path account, String selector) throws Exception {
    this.account = account;
    this.selector = selector;
    Files.writeString(account.resolve("namespace"), NAMESPACE);
    Files.writeString(account.resolve("token"), TOKEN);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(account)));
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  /** A pod is scheduled, with its operators' port. */
  void add(String address, int management) {
    pods.put(address, management);
  }

  /** A pod is gone. */
  void remove(String address) {
    pods.remove(address);
  }

  /** What the scheduler tells each pod. */
  Map<String, String> environment() {
    return Map.of(
        "KUBERNETES_SERVICE_HOST",
        "127.0.0.1",
        "KUBERNETES_SERVICE_PORT",
        String.valueOf(server.getAddress().getPort()));
  }

  /** Where a node finds its account, as settings: a test cannot write to /var/run. */
  String settings() {
    return "akka.discovery.kubernetes-api {\n  api-ca-path = \"%1$s/ca.crt\"\n  api-token-path = \"%1$s/token\"\n  pod-namespace-path = \"%1$s/namespace\"\n}\n"
        .formatted(account);
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      boolean known =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      boolean asked =
          exchange.getRequestURI().getPath().equals("/api/v1/namespaces/" + NAMESPACE + "/pods")
              && ("labelSelector=" + selector).equals(exchange.getRequestURI().getQuery());
      byte[] body = (asked ? list() : "{}").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(known ? asked ? 200 : 404 : 401, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String list() {
    ObjectNode list = new ObjectMapper().createObjectNode();
    ArrayNode items = list.putArray("items");
    pods.forEach(
        (address, management) -> {
          ObjectNode pod = items.addObject();
          pod.putObject("metadata").put("name", address);
          ObjectNode container = pod.putObject("spec").putArray("containers").addObject();
          container.put("name", "service");
          container
              .putArray("ports")
              .addObject()
              .put("name", "management")
              .put("containerPort", management);
          pod.putObject("status").put("podIP", address).put("phase", "Running");
        });
    return list.toString();
  }

  private static SSLContext tls(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "api",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=api",
        "-ext",
        "san=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString());
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "api",
        "-keystore",
        store.toString(),
        "-file",
        folder.resolve("ca.crt").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(arguments));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("keytool failed");
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
