package ocelli.trials.ingest;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./ocelli serve ingestion} on a broker of the benchmark: nobody reads what it writes. */
final class ServedIngestion implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("READY (\\S+)");
  private static final long STOP_SECONDS = 60; // its own drain takes 30 at most

  private final Process process;
  private final URI url;

  private ServedIngestion(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder for its settings and its log
   * @param keys the folder of the keys that it verifies with
   */
  static ServedIngestion start(Path launcher, Path folder, Path keys, String bootstrapServers)
      throws IOException {
    Path settings = folder.resolve("ingestion.conf");
    Files.writeString(
        settings,
        String.join(
            "\n",
            "ocelli.kafka { bootstrap-servers = \"" + bootstrapServers + "\", replication = 1 }",
            "ocelli.keys.folder = \"" + keys + "\"",
            "ocelli.http.port = 0",
            "ocelli.management.port = 0"));
    File log = folder.resolve("ingestion.log").toFile();
    Process process =
        new ProcessBuilder(
                List.of(launcher.toString(), "serve", "ingestion", "--config", settings.toString()))
            .redirectInput(new File("/dev/null"))
            .redirectError(log)
            .start();
    return new ServedIngestion(process, address(process, log));
  }

  URI url() {
    return url;
  }

  private static URI address(Process process, File log) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return URI.create(ready.group(1));
      }
    }
    throw new IOException("ingestion did not start:\n" + Files.readString(log.toPath()));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
