package ocelli.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import ocelli.runtime.kafka.KafkaConnection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real broker that lets nobody in without TLS and a password (SASL/PLAIN), as managed ones do.
 * Its certificate is its own; what a client must know of it is in {@link #clientProperties}.
 */
public final class GuardedKafka implements AutoCloseable {
  /** Who may come. */
  public static final String USER = "ocelli";

  /** By which it is recognised. */
  public static final String PASSWORD = "guarded-password";

  private static final long KEYTOOL_SECONDS = 60; // a JVM that starts on a busy machine

  private final KafkaRaftServer server;
  private final String bootstrapServers;
  private final String certificate;

  private GuardedKafka(KafkaRaftServer server, String bootstrapServers, String certificate) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
    this.certificate = certificate;
  }

  /** Starts one on an empty folder. Blocking: seconds. */
  public static GuardedKafka start(Path folder) throws IOException {
    Path store = certified(Files.createDirectories(folder));
    int clients = freePort();
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(formatted(folder, store, clients)), Time.SYSTEM);
    server.startup();
    return new GuardedKafka(server, "127.0.0.1:" + clients, pem(store));
  }

  /** {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** A client's properties file: TLS with this broker's certificate, and the password. */
  public String clientProperties() {
    return clientProperties(certificate, PASSWORD);
  }

  /** The same for a client that knows other things of it. */
  public static String clientProperties(String certificate, String password) {
    return """
        security.protocol=SASL_SSL
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
          username="%s" password="%s";
        ssl.truststore.type=PEM
        ssl.truststore.certificates=%s
        """
        .formatted(USER, password, certificate.strip().replace("\n", "\\n\\\n"));
  }

  /** Its certificate, in PEM. */
  public String certificate() {
    return certificate;
  }

  /** A certificate, in PEM, that no broker has. */
  public static String otherCertificate(Path folder) throws IOException {
    return pem(certified(Files.createDirectories(folder)));
  }

  private static Properties formatted(Path folder, Path store, int clients) throws IOException {
    int brokers = freePort();
    int controller = freePort();
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    p.put("log.dirs", folder.resolve("data").toString());
    p.put(
        "listeners",
        "CLIENTS://127.0.0.1:%d,BROKERS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(clients, brokers, controller));
    p.put(
        "listener.security.protocol.map",
        "CLIENTS:SASL_SSL,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "BROKERS");
    guard(p, store);
    p.put("offsets.topic.num.partitions", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("auto.create.topics.enable", "false");
    p.put("message.max.bytes", Integer.toString(KafkaConnection.MAX_RECORD_BYTES));
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    format(folder, p);
    return p;
  }

  private static void guard(Properties p, Path store) {
    p.put("listener.name.clients.ssl.keystore.type", "PKCS12");
    p.put("listener.name.clients.ssl.keystore.location", store.toString());
    p.put("listener.name.clients.ssl.keystore.password", PASSWORD);
    p.put("listener.name.clients.ssl.key.password", PASSWORD);
    p.put("listener.name.clients.sasl.enabled.mechanisms", "PLAIN");
    p.put(
        "listener.name.clients.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(USER, PASSWORD));
  }

  private static void format(Path folder, Properties properties) throws IOException {
    Path file = folder.resolve("server.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
    if (StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
      throw new IOException("cannot format: " + said.toString(StandardCharsets.UTF_8));
    }
  }

  /** A key with a certificate that it signed itself, for the loopback address. */
  private static Path certified(Path folder) throws IOException {
    Path store = folder.resolve("broker.p12").toAbsolutePath();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "broker",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=broker",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-validity",
            "2", // days
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Path said = folder.resolve("keytool.log");
    Process keytool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("keytool: " + Files.readString(said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return store;
  }

  private static String pem(Path store) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      byte[] certificate = keys.getCertificate("broker").getEncoded();
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
