package ocelli.trials.links;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk (Debian's package of that name), a process of its own. */
final class Wrk {
  private static final int CONNECTIONS = 64; // 10,000/s of 6 ms each keep as many busy
  private static final int THREADS = 1; // one sends 100,000/s; the other core is the server's
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ");
  private static final Pattern OTHERS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern ERRORS = Pattern.compile("Socket errors: (.*)");

  private final Path script;

  /**
   * @param folder for the script
   */
  Wrk(Path folder) throws IOException {
    this.script = folder.resolve("visits.lua");
    try (InputStream in = Wrk.class.getResourceAsStream("visits.lua")) {
      if (in == null) {
        throw new IllegalStateException("visits.lua is not in the jar");
      }
      Files.copy(in, script);
    }
  }

  /**
   * What it measured.
   *
   * @param perSecond answers
   * @param p50 milliseconds
   * @param p99 milliseconds
   * @param missed the share of answers that are neither 2xx nor 3xx
   * @param cpuMicros of the server's processor time, an answer
   * @param errors of sockets, as wrk writes them; empty for none
   */
  record Result(
      double perSecond, double p50, double p99, double missed, double cpuMicros, String errors) {}

  /** Visits for a time, and looks at what the server uses meanwhile. */
  Result visit(URI server, Processor processor, Path codes, Duration time)
      throws IOException, InterruptedException {
    ProcessBuilder wrk =
        new ProcessBuilder(
            "wrk",
            "-t" + THREADS,
            "-c" + CONNECTIONS,
            "-d" + time.toSeconds(),
            "--latency",
            "-s",
            script.toString(),
            server.toString());
    wrk.environment().put("OCELLI_CODES", codes.toString());
    Duration before = processor.used();
    Process process = started(wrk.redirectErrorStream(true));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("wrk failed: " + said);
    }
    return result(said, processor.used().minus(before));
  }

  private static Process started(ProcessBuilder wrk) {
    try {
      return wrk.start();
    } catch (IOException e) {
      throw new UncheckedIOException("wrk is needed: apt-get install wrk", e);
    }
  }

  private static Result result(String said, Duration cpu) {
    double total = number(TOTAL, said);
    return new Result(
        number(RATE, said),
        millis("50%", said),
        millis("99%", said),
        OTHERS.matcher(said).find() ? number(OTHERS, said) / total : 0,
        cpu.toNanos() / 1e3 / total,
        text(ERRORS, said));
  }

  private static double number(Pattern pattern, String said) {
    return Double.parseDouble(text(pattern, said));
  }

  private static double millis(String percentile, String said) {
    Matcher line =
        Pattern.compile(Pattern.quote(percentile) + "\\s+([0-9.]+)(us|ms|s)").matcher(said);
    if (!line.find()) {
      throw new IllegalStateException("wrk said no " + percentile + ": " + said);
    }
    double factor = line.group(2).equals("us") ? 1e-3 : line.group(2).equals("ms") ? 1 : 1e3;
    return Double.parseDouble(line.group(1)) * factor;
  }

  private static String text(Pattern pattern, String said) {
    Matcher found = pattern.matcher(said);
    return found.find() ? found.group(1) : "";
  }
}
