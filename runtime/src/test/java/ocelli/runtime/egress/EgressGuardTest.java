package ocelli.runtime.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.settings.ConnectionPoolSettings;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static ServerBinding server;

  @BeforeAll
  static void serve() throws Exception {
    server =
        Http.get(KIT.system())
            .newServerAt("127.0.0.1", 0)
            .bindSync(request -> HttpResponse.create().withStatus(204))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost"
      })
  void transport_formsOfLoopback_areRefused(String host) {
    EgressGuard guard =
        new EgressGuard(AddressRules.publicOnly(), InetAddress::getAllByName, Runnable::run);
    assertThatThrownBy(() -> post(guard, host)).isNotNull();
  }

  @Test
  void transport_nameThatChangesItsAddress_isCheckedAtEachConnection() throws Exception {
    Deque<String> addresses = new ArrayDeque<>(List.of("127.0.0.1", "169.254.169.254"));
    EgressGuard guard =
        new EgressGuard(
            AddressRules.publicAndLoopback(),
            host -> new InetAddress[] {InetAddress.getByName(addresses.remove())},
            Runnable::run);
    assertThat(post(guard, "rebinds.test")).isEqualTo(204);
    assertThatThrownBy(() -> post(guard, "rebinds.test"))
        .hasStackTraceContaining("169.254.169.254 is not public");
  }

  private static int post(EgressGuard guard, String host) throws Exception {
    ConnectionPoolSettings once =
        ConnectionPoolSettings.create(KIT.system().classicSystem())
            .withMaxRetries(0)
            .withTransport(guard.transport());
    HttpResponse response =
        Http.get(KIT.system())
            .singleRequest(
                HttpRequest.POST("http://" + host + ":" + server.localAddress().getPort() + "/")
                    .addHeader(Connection.create("close")),
                ConnectionContext.httpsClient(SSLContext.getDefault()),
                once,
                KIT.system().classicSystem().log())
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    response.discardEntityBytes(KIT.system());
    return response.status().intValue();
  }
}
