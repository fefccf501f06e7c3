package ocelli.trials.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lines between addresses, cut by iptables(8): packets vanish without a word. Only in a network
 * namespace of the trial's own, which {@code ./ocelli trial} makes where it may.
 */
final class Network implements AutoCloseable {
  private static final long ANSWER_SECONDS = 10; // a rule takes milliseconds

  private final List<Cut> cuts = new ArrayList<>();

  private Network() {}

  /** What is sent from one address to another is lost. */
  record Cut(String from, String to) {
    private String[] rule(String change) {
      return new String[] {
        "iptables",
        "--wait",
        change,
        "INPUT",
        "--source",
        from,
        "--destination",
        to,
        "--jump",
        "DROP"
      };
    }
  }

  /** What keeps a trial from cutting lines; empty where it can. */
  static Optional<String> missing() {
    if (System.getenv("OCELLI_OWN_NETWORK") == null) {
      return Optional.of("no network namespace of its own (unshare --net)");
    }
    try {
      run("iptables", "--wait", "--list-rules");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no iptables");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Cuts all of them, until it is closed. */
  static Network cut(List<Cut> lines) throws IOException, InterruptedException {
    Network network = new Network();
    try {
      for (Cut line : lines) {
        run(line.rule("--append"));
        network.cuts.add(line);
      }
      return network;
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  /** Mends them. */
  @Override
  public void close() throws IOException, InterruptedException {
    while (!cuts.isEmpty()) {
      run(cuts.remove(cuts.size() - 1).rule("--delete"));
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
  }
}
