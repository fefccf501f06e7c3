package ocelli.trials.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ocelli.trials.line.Line;
import ocelli.trials.line.Trouble;
import ocelli.trials.load.Endpoint;

/**
 * The lines of an Ocelli of processes: what its clients call, and what its services call in the
 * belief that brokers and database listen there.
 *
 * @param clients to its public port
 * @param database to PostgreSQL
 * @param brokers to each
 */
record Lines(Line clients, Line database, List<Line> brokers) {
  private static final int BROKERS = 3; // ocelli.processes.brokers.nodes
  private static final int PORT_LINE = 3; // of postmaster.pid, from 0
  private static final Pattern LISTENER = Pattern.compile("PLAINTEXT://127\\.0\\.0\\.1:(\\d+)");

  Lines {
    brokers = List.copyOf(brokers);
  }

  /**
   * Opens them before there is anybody at their ends.
   *
   * @param data the folder of all data, where it is written who listens where
   * @param http the public port
   */
  static Lines open(Path data, int http) throws IOException {
    SplittableRandom random = new SplittableRandom(http);
    List<Line> brokers = new ArrayList<>();
    for (int i = 1; i <= BROKERS; i++) {
      Path settings = data.resolve("brokers/broker-" + i + "/server.properties");
      brokers.add(Line.to("broker-" + i, () -> broker(settings), random.split()));
    }
    Path postmaster = data.resolve("postgres/data/postmaster.pid");
    return new Lines(
        Line.to("clients", () -> http, random.split()),
        Line.to("database", () -> database(postmaster), random.split()),
        brokers);
  }

  /** A line to an endpoint, which is called there from now on. */
  static Line toEndpoint(Endpoint endpoint, RandomGenerator random) throws IOException {
    Line line = Line.to("endpoint", endpoint::port, random);
    endpoint.beCalledAt(line.port());
    return line;
  }

  /** What sends its services along them: settings of all-in-one's processes.conf. */
  Map<String, String> environment() {
    return Map.of(
        "OCELLI_DATABASE_ADVERTISED",
        address(database),
        "OCELLI_BROKERS_ADVERTISED",
        brokers.stream().map(Lines::address).collect(Collectors.joining(",")));
  }

  /** All lines to brokers are in that trouble from now on. */
  void brokersBe(Trouble trouble) {
    brokers.forEach(line -> line.be(trouble));
  }

  private static String address(Line line) {
    return "127.0.0.1:" + line.port();
  }

  private static int database(Path postmaster) throws IOException {
    List<String> lines = Files.readAllLines(postmaster);
    return Integer.parseInt(lines.get(PORT_LINE).strip());
  }

  private static int broker(Path settings) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(settings)) {
      properties.load(in);
    }
    Matcher listener = LISTENER.matcher(properties.getProperty("listeners"));
    if (!listener.find()) {
      throw new IOException(settings + " names no listener for clients");
    }
    return Integer.parseInt(listener.group(1));
  }

  /** Ends all. */
  void close() {
    try {
      clients.close();
      database.close();
      for (Line line : brokers) {
        line.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
