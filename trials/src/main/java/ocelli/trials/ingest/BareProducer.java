package ocelli.trials.ingest;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.tools.ProducerPerformance;

/** Kafka's own ProducerPerformance, acknowledged by all in-sync replicas as ours are. */
final class BareProducer {
  private static final String TOPIC = "bench-bare";
  private static final int PARTITIONS = 4; // as ingest-1
  private static final int RECORDS = 6_000; // 0.6 GB: about 5 s
  private static final Pattern RATE = Pattern.compile("([0-9.]+) records/sec");

  private BareProducer() {}

  static void createTopic(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  static double recordsPerSecond(String bootstrapServers, int recordBytes) throws Exception {
    return lastRate(output(bootstrapServers, recordBytes));
  }

  private static String output(String bootstrapServers, int recordBytes) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      ProducerPerformance.main(
          new String[] {
            "--topic",
            TOPIC,
            "--num-records",
            Integer.toString(RECORDS),
            "--record-size",
            Integer.toString(recordBytes),
            "--throughput",
            "-1",
            "--producer-props",
            "bootstrap.servers=" + bootstrapServers,
            "acks=all",
            "batch.size=524288",
            "linger.ms=2"
          });
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  /** The summary is the last line that names a rate. */
  private static double lastRate(String output) {
    Matcher rate = RATE.matcher(output);
    double last = 0;
    while (rate.find()) {
      last = Double.parseDouble(rate.group(1));
    }
    return last;
  }
}
