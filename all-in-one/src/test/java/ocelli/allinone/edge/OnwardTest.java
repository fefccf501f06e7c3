package ocelli.allinone.edge;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.typesafe.config.ConfigFactory;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnwardTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  private final ActorSystem<Void> system =
      ActorSystem.create(Behaviors.empty(), "onward", ConfigFactory.load("edge.conf"));
  private HttpsServer edge;

  @BeforeEach
  void startEdge() throws Exception {
    SSLContext context = withItsOwnCertificate();
    edge = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    edge.setHttpsConfigurator(new HttpsConfigurator(context));
    edge.createContext(
        "/",
        exchange -> {
          byte[] told =
              (exchange.getRequestURI() + " " + exchange.getRequestHeaders().get("Authorization"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, told.length);
          exchange.getResponseBody().write(told);
          exchange.close();
        });
    edge.start();
    Http.get(system).setDefaultClientHttpsContext(ConnectionContext.httpsClient(context));
  }

  @AfterEach
  void end() {
    edge.stop(0);
    system.terminate();
  }

  @Test
  void behind_edgeWithTls_isReached() throws Exception {
    Route keeper =
        Onward.behind(
            system,
            URI.create("https://localhost:" + edge.getAddress().getPort()),
            inner -> Directives.mapRequest(OnwardTest::withToken, () -> inner),
            Directives.reject());
    HttpResponse answer =
        keeper
            .function(system)
            .apply(HttpRequest.GET("http://127.0.0.1/links?after=a"))
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    assertThat(answer.status().intValue()).isEqualTo(200);
    assertThat(
            answer
                .entity()
                .toStrict(60_000, system)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .getData()
                .utf8String())
        .isEqualTo("/links?after=a [Bearer token]");
  }

  private static HttpRequest withToken(HttpRequest request) {
    return request.addHeader(RawHeader.create("Authorization", "Bearer token"));
  }

  /** For both ends: one has the certificate, the other trusts it and nothing else. */
  private SSLContext withItsOwnCertificate() throws Exception {
    Path file = folder.resolve("edge.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "edge",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("edge", store.getCertificate("edge"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
