package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ocelli.authz.verify.FileKeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mistakes of the first five minutes: each is told in words, without a trace, and not 0. */
class StartRefusalsIT {
  private static final long PATIENCE_SECONDS = 120; // a JVM that starts on a busy machine

  @TempDir Path folder;

  @Test
  void up_portTaken_saysWhich_andMakesNoFolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path data = folder.resolve("data");
      Said said = run("up", "--data=" + data, "--http=" + taken.getLocalPort());
      assertThat(said.err())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("--http");
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void up_folderTaken_saysSo() throws Exception {
    try (DataFolder owned = DataFolder.take(folder.resolve("da ta"))) {
      Said said = run("up", "--data=" + owned.path(), "--http=0", "--management=0");
      assertThat(said.err()).contains("da ta is in use by another Ocelli");
    }
  }

  @Test
  void up_folderIsAFile_orOfAnotherForm_saysSo() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("up", "--data=" + file, "--http=0", "--management=0").err())
        .contains("a file has that name");
    Path processes = folder.resolve("processes");
    Files.createDirectories(processes.resolve("brokers"));
    assertThat(run("up", "--data=" + processes, "--http=0", "--management=0").err())
        .contains("was made with --processes");
  }

  @Test
  void serve_nothingSet_namesEveryMissingKeyAtOnce() throws Exception {
    Path config = Files.createFile(folder.resolve("push.conf"));
    assertThat(run("serve", "push", "--config=" + config).err())
        .contains("ocelli.kafka.bootstrap-servers")
        .contains("ocelli.keys.folder")
        .contains("ocelli.push.database.url")
        .contains("ocelli.push.database.password")
        .contains("ocelli.cluster.seeds");
  }

  @Test
  void serve_wrongPropertiesForKafka_namesThem_andShowsNoSecret() throws Exception {
    Path client = folder.resolve("client.properties");
    Path config =
        Files.writeString(
            folder.resolve("ingestion.conf"),
            """
            ocelli.kafka { bootstrap-servers = "127.0.0.1:1", client-file = "%s" }
            ocelli.keys.folder = "%s"
            """
                .formatted(client, keys()));
    String service = "--config=" + config;
    assertThat(run("serve", "ingestion", service).err())
        .contains("ocelli.kafka.client-file: there is no file " + client);
    Files.writeString(client, "acks=0\n");
    assertThat(run("serve", "ingestion", service).err()).contains("acks is not to be set");
    Files.writeString(
        client,
        """
        security.protocol=SSL
        ssl.truststore.location=/nowhere/trust.p12
        ssl.truststore.password=hunter2
        """);
    assertThat(run("serve", "ingestion", service).err())
        .contains("ssl.truststore.location")
        .contains("/nowhere/trust.p12")
        .doesNotContain("hunter2");
  }

  private Path keys() throws IOException {
    Path all = folder.resolve("keys");
    FileKeySource.openOrCreate(all);
    return all;
  }

  @Test
  void serve_jobsWithoutTheRestOfOcelli_namesWhatItNeeds() throws Exception {
    Path shipped = Path.of("..", "deploy", "config", "jobs.conf").toAbsolutePath().normalize();
    Path empty = jobsConf(shipped, "server = \"\"", "credentials-file = \"\"");
    assertThat(run("serve", "jobs", "--config=" + empty).err())
        .contains("ocelli.jobs.server (the public address of Ocelli, http://host:port)")
        .contains("ocelli.jobs.credentials-file");
    Path wrong = jobsConf(shipped, "server = \"localhost:8080\"", "credentials-file = absent.json");
    assertThat(run("serve", "jobs", "--config=" + wrong, "--roles=web").err())
        .contains(
            "ocelli.jobs.server (the public address of Ocelli, http://host:port), not localhost:8080")
        .contains("ocelli.jobs.credentials-file: there is no readable absent.json");
  }

  private Path jobsConf(Path shipped, String server, String credentials) throws IOException {
    return Files.writeString(
        folder.resolve("jobs.conf"),
        "include file(\"%s\")\nocelli.jobs { %s, %s }".formatted(shipped, server, credentials));
  }

  @Test
  void serve_noSuchService_orFile_orSyntax_saysSo() throws Exception {
    Path config = Files.writeString(folder.resolve("bad.conf"), "ocelli {");
    assertThat(run("serve", "nothing", "--config=" + config).err()).contains("not nothing");
    assertThat(run("serve", "push", "--config=" + folder.resolve("absent")).err())
        .contains("absent cannot be read");
    assertThat(run("serve", "push", "--config=" + config).err()).contains("bad.conf: 1");
  }

  private record Said(String err) {}

  private Said run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "ocelli.allinone.Main"));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(err);
    assertThat(process.exitValue()).as(said).isIn(1, 2);
    assertThat(process.inputReader().readLine()).isNull();
    assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
    return new Said(said);
  }
}
