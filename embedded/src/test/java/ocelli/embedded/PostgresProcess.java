package ocelli.embedded;

import java.nio.file.Path;

/** A process with a server, to be killed by a test. */
final class PostgresProcess {
  static final String STARTED = "started";

  private PostgresProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
      postgres.ensureDatabase("one", "a-password");
      System.out.println(STARTED);
      Thread.sleep(60_000); // the test kills this process long before
    }
  }
}
