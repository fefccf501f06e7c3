package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import ocelli.ledger.canary.Canary;
import ocelli.ledger.canary.CanarySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary beside the whole product: its images come through, until the product is killed. */
class CanaryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(240); // a loaded machine
  private static final Duration COMES_THROUGH = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ActorSystem<Void> system =
      ActorSystem.create(Behaviors.empty(), "canary", ConfigFactory.load("edge.conf"));

  @Test
  void imagesComeThrough_andStatusIsWell_andAfterAKillTheyAreLate() throws Exception {
    try (UpProcess ocelli = UpProcess.start(data)) {
      ObjectNode grants = JSON.createObjectNode();
      Stream.of("ingest-1.*", "quality-1.*", "summary-1.*", "firehose-1.*")
          .forEach(claim -> grants.put(claim, true));
      Customer customer = Customer.register(ocelli, "canary", grants);
      Path credentials = data.resolve("canary.json");
      Files.writeString(credentials, customer.credentials());

      try (Canary canary = canary(credentials, ocelli.url(), COMES_THROUGH)) {
        Await.until(
            PATIENCE,
            () -> "came " + came() + ", load " + count("load.taken"),
            () -> came() >= 2 && count("load.taken") >= 2);
      }
      Await.until(
          PATIENCE,
          () -> status(ocelli.url()),
          () -> status(ocelli.url()).contains("\"status\":\"well\""));

      try (Canary canary = canary(credentials, ocelli.url(), Duration.ofMillis(1))) {
        ocelli.kill();
        double before = count("late");
        Await.until(PATIENCE, () -> "late " + count("late"), () -> count("late") > before);
      }
      assertThat(meters.get("ocelli.canary.age").gauge().value()).isPositive();
    } finally {
      system.terminate();
    }
  }

  private Canary canary(Path credentials, URI server, Duration patience) {
    CanarySettings settings =
        CanarySettings.from(
            ConfigFactory.parseMap(
                Map.of(
                    "credentials-file",
                    credentials.toString(),
                    "server",
                    server.toString(),
                    "every",
                    "500ms",
                    "patience",
                    patience,
                    "load",
                    2)));
    return Canary.start(system, settings, meters, Clock.systemUTC()).orElseThrow();
  }

  private long came() {
    return meters.get("ocelli.canary").timer().count();
  }

  private double count(String what) {
    return meters.counter("ocelli.canary." + what).count();
  }

  private static String status(URI url) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(url.resolve("/status")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
