package ocelli.allinone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FleetStatusTest {
  private final ActorSystem<Void> system =
      ActorSystem.create(Behaviors.empty(), "status", ConfigFactory.load("edge.conf"));
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<Child.State> children = new ArrayList<>();

  @AfterEach
  void end() {
    servers.forEach(server -> server.stop(0));
    system.terminate();
  }

  @Test
  void allWell_nothing() throws IOException {
    child("push", "push-1", answering("{\"status\":\"ready\"}"));
    child("broker", "broker-1", URI.create("http://127.0.0.1:1"));

    assertThat(look()).isEmpty();
  }

  @Test
  void problemsAndDegradations_bothByName() throws IOException {
    child(
        "links",
        "links-1",
        answering(
            "{\"status\":\"not ready\",\"problems\":{\"cluster\":\"x\"},"
                + "\"degraded\":{\"links-database\":\"y\"}}"));

    assertThat(look()).containsExactly("cluster", "links-database");
  }

  @Test
  void oneOfTwoAway_fewer_andBothAway_isAway() throws IOException {
    child("push", "push-1", answering("{}"));
    child("push", "push-2", null);
    child("firehose", "firehose-1", null);
    child("firehose", "firehose-2", URI.create("http://127.0.0.1:1"));

    assertThat(look()).containsExactly("firehose is away", "push runs with fewer nodes");
  }

  private Set<String> look() {
    return new FleetStatus(system, () -> children).look().toCompletableFuture().join();
  }

  private void child(String service, String name, @Nullable URI management) {
    Place place = management == null ? null : new Place(management, management, Optional.empty());
    children.add(new Child.State(name, service, 1, place, 0, Path.of("log")));
  }

  private URI answering(String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(body.contains("not ready") ? 503 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
