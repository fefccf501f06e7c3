package ocelli.trials.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import ocelli.client.ClientSettings;
import ocelli.client.OcelliClient;
import ocelli.client.demo.LocalOcelli;
import ocelli.client.registry.Registered;
import ocelli.client.registry.Registration;
import ocelli.client.token.Credentials;

/**
 * Images of 100 KiB posted by 16 connections that each wait for their answer, and the same bytes
 * through Kafka's ProducerPerformance. Everything is on this machine, the load included.
 */
public final class IngestBenchmark {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final int IMAGE_BYTES = 100 * 1024;
  private static final int CONNECTIONS = 16; // as the first measurements of the stack
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final double LIMIT =
      0.5; // of the bare producer: HTTP, token, header and two records an image

  private IngestBenchmark() {}

  /**
   * Prints the figures.
   *
   * @param launcher the command {@code ./ocelli}
   * @return 0 where ingestion reaches its share of the bare producer
   */
  public static int run(Path launcher, Clock clock, long seed, PrintStream out) throws Exception {
    LocalOcelli ocelli = LocalOcelli.start(launcher, START_PATIENCE, clock);
    try {
      JsonNode operator =
          new ObjectMapper().readTree(ocelli.data().resolve("operator.json").toFile());
      Poster poster =
          new Poster(ocelli.url(), () -> token(ocelli, operator), IMAGE_BYTES, CONNECTIONS, seed);
      poster.run(WARM_UP);
      Latencies latencies = poster.run(MEASURED);
      double bare = BareProducer.recordsPerSecond(operator.get("kafka").asText(), IMAGE_BYTES);
      return print(out, latencies, bare);
    } finally {
      ocelli.stop();
      ocelli.forget();
    }
  }

  private static String token(LocalOcelli ocelli, JsonNode operator) {
    ClientSettings settings = ClientSettings.of(ocelli.url());
    OcelliClient registrar = OcelliClient.of(settings, operator.get("token").asText());
    Registered client =
        registrar
            .clients()
            .add(
                new Registration(
                    "bench",
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("ingest-1.*", "true", "quality-1.*", "true")));
    return OcelliClient.of(settings, new Credentials(client.client(), client.secret())).token();
  }

  private static int print(PrintStream out, Latencies latencies, double bare) throws IOException {
    double images = latencies.perSecond(MEASURED);
    double share = images / bare;
    out.printf(
        "acknowledged images of 100 KiB   %8.0f/s   p50 %.1f ms   p99 %.1f ms   refused %d%n",
        images, latencies.percentile(50), latencies.percentile(99), latencies.refused());
    out.printf("ProducerPerformance, 100 KiB     %8.0f/s%n", bare);
    out.printf("ratio %.2f, limit %.2f: %s%n", share, LIMIT, share >= LIMIT ? "ok" : "BELOW");
    return share >= LIMIT ? 0 : 1;
  }
}
