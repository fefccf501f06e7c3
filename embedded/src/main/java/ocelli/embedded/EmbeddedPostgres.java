package ocelli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One PostgreSQL server of this process, bound to loopback, with its data in a folder. One that
 * dies is started again on the same port; what was committed is there.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,30}");
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  // As long as pg_ctl waits: recovery reads up to 1 GB (max_wal_size).
  private static final Duration START_PATIENCE = Duration.ofMinutes(1);

  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
  private final Path data;
  private final String password;
  private final PostmasterKeeper keeper;

  private EmbeddedPostgres(
      io.zonky.test.db.postgres.embedded.EmbeddedPostgres server,
      PostmasterKeeper keeper,
      Path data,
      String password) {
    this.server = server;
    this.keeper = keeper;
    this.data = data;
    this.password = password;
  }

  /**
   * Starts the server on a folder; makes the folder where it is new; stops a server that an unclean
   * end of an earlier process left running on it. Blocking: 0.5 s, 3 to 7 s on a new folder.
   *
   * @throws IOException where the folder cannot be used
   * @throws SQLException where the server runs with less durability than it must
   */
  public static EmbeddedPostgres start(Path folder) throws IOException, SQLException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    OrphanPostmaster.stop(data);
    PostmasterLog log = new PostmasterLog(folder.resolve("postgres.log"));
    long since = log.length();
    try {
      return started(folder, data, log);
    } catch (IOException | RuntimeException e) {
      OrphanPostmaster.stop(data); // who did not start leaves nothing behind
      throw new IOException(
          "PostgreSQL did not start: %s; the last of %s: %s"
              .formatted(e.getMessage(), log.file(), log.cause(since)),
          e);
    }
  }

  private static EmbeddedPostgres started(Path folder, Path data, PostmasterLog log)
      throws IOException, SQLException {
    String password = SuperuserPassword.of(folder);
    long since = log.length();
    ProcessBuilder.Redirect toLog = ProcessBuilder.Redirect.appendTo(log.file().toFile());
    var server =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(programs().toFile())
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false) // its owner closes it, after those who use it
            .setPGStartupWait(START_PATIENCE)
            .setOutputRedirector(toLog)
            .setErrorRedirector(toLog)
            .setConnectConfig("password", password)
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            // A journal write that hangs must end before the tag query's gap window of 10 s (STACK,
            // Akka 7).
            .setServerConfig("transaction_timeout", "6s")
            // Three nodes of each service may want 216 (deploy/README, Connections to PostgreSQL).
            .setServerConfig("max_connections", "250")
            .setServerConfig("shared_buffers", "128MB")
            // Its log is for its own life and death, in words that its keeper knows, and stays
            // small: a statement that fails is told to who sent it.
            .setServerConfig("log_min_messages", "log")
            .setServerConfig("log_checkpoints", "off")
            .setServerConfig("lc_messages", "C")
            .start();
    PostmasterKeeper keeper = PostmasterKeeper.of(data, log, since);
    EmbeddedPostgres postgres = new EmbeddedPostgres(server, keeper, data, password);
    try {
      postgres.requireDurable();
      postgres.requirePasswords(data);
      return postgres;
    } catch (IOException | SQLException | RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** Where the server's programs are unpacked, once per user: 0.1 GB that every folder shares. */
  private static Path programs() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "ocelli-postgres-" + System.getProperty("user.name"));
  }

  /** The JDBC address of a database. */
  public String url(String database) {
    return url("127.0.0.1:" + server.getPort(), database);
  }

  /**
   * The JDBC address of a database of a server that is reached elsewhere.
   *
   * @param address {@code host:port}
   */
  public static String url(String address, String database) {
    return "jdbc:postgresql://" + address + "/" + database + "?reWriteBatchedInserts=true";
  }

  /**
   * Makes a database with a role of the same name that owns it, and that no other role may enter;
   * sets the role's password where both exist.
   *
   * @param name 1 to 31 of {@code [a-z_]}
   * @param password 8 to 64 of {@code [A-Za-z0-9_-]}
   */
  public void ensureDatabase(String name, String password) throws SQLException {
    if (!NAME.matcher(name).matches() || !PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException("database " + name + ": bad name or password");
    }
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      boolean role = exists(statement, "select 1 from pg_roles where rolname = '" + name + "'");
      statement.execute(
          (role ? "alter" : "create") + " role " + name + " login password '" + password + "'");
      if (!exists(statement, "select 1 from pg_database where datname = '" + name + "'")) {
        statement.execute("create database " + name + " owner " + name);
      }
      statement.execute("revoke all on database " + name + " from public");
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private void requireDurable() throws SQLException {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('fsync'), current_setting('synchronous_commit')")) {
      row.next();
      if (!row.getString(1).equals("on") || !row.getString(2).equals("on")) {
        throw new SQLException("PostgreSQL must run with fsync and synchronous_commit on");
      }
    }
  }

  /** A new folder trusts whoever connects; from here on it asks for passwords. */
  private void requirePasswords(Path data) throws IOException, SQLException {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("alter role " + SUPERUSER + " password '" + password + "'");
      // The services' roles have no business outside their own databases.
      statement.execute("revoke all on database postgres, template1 from public");
      Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
      statement.execute("select pg_reload_conf()");
    }
  }

  private Connection superuser() throws SQLException {
    return DriverManager.getConnection(url(SUPERUSER), SUPERUSER, password);
  }

  /** Asks the server to end at once, and waits: on a busy disk its checkpoint takes seconds. */
  @Override
  public void close() throws IOException {
    keeper.close();
    Optional<ProcessHandle> postmaster = OrphanPostmaster.of(data);
    server.close(); // waits 5 s for it, which is not always enough
    if (postmaster.isPresent()) {
      OrphanPostmaster.awaitEnd(postmaster.get());
    }
  }
}
