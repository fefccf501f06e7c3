package ocelli.trials.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.FileKeySource;
import ocelli.embedded.EmbeddedKafka;
import ocelli.protocol.ClientId;
import ocelli.runtime.kafka.KafkaConnection;
import ocelli.trials.load.Latencies;
import org.apache.commons.io.FileUtils;

/**
 * Images of 100 KiB posted to ingestion by 64 connections that each wait for their answer, and the
 * same bytes through Kafka's ProducerPerformance. Broker and load share this process and machine.
 */
public final class IngestBenchmark {
  private static final ClientId CLIENT = new ClientId("bench");
  private static final Map<String, Boolean> GRANTS =
      Map.of("ingest-1.*", true, "quality-1.*", true);
  private static final int IMAGE_BYTES = 100 * 1024;
  private static final int CONNECTIONS = 64; // a small fleet of cameras
  private static final Duration WARM_UP = Duration.ofSeconds(30);
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
    Path folder = Files.createTempDirectory("ocelli-bench-");
    try (EmbeddedKafka broker =
        EmbeddedKafka.start(folder.resolve("kafka"), KafkaConnection.MAX_RECORD_BYTES)) {
      FileKeySource keys = FileKeySource.openOrCreate(folder.resolve("keys"));
      String token = new TokenMint(keys, clock, new SecureRandom()).authorisation(CLIENT, GRANTS);
      try (ServedIngestion ingestion =
          ServedIngestion.start(
              launcher, folder, folder.resolve("keys"), broker.bootstrapServers())) {
        Poster poster = new Poster(ingestion.url(), token, IMAGE_BYTES, CONNECTIONS, seed);
        BareProducer.createTopic(broker.bootstrapServers());
        poster.run(WARM_UP);
        double before = BareProducer.recordsPerSecond(broker.bootstrapServers(), IMAGE_BYTES);
        Latencies latencies = poster.run(MEASURED);
        double after = BareProducer.recordsPerSecond(broker.bootstrapServers(), IMAGE_BYTES);
        return print(out, latencies, (before + after) / 2);
      }
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
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
