package ocelli.trials.links;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import ocelli.authz.verify.FileKeySource;
import ocelli.links.core.Codes;
import ocelli.protocol.ClientId;
import org.postgresql.PGConnection;

/**
 * Puts links straight into the database of an all-in-one, as POST would have made them: a million
 * over HTTP would take a quarter of an hour.
 */
final class Filling {
  private static final int CHUNK = 50_000; // rows a COPY: 8 MB of text at a time
  private static final int PORT_LINE = 3; // of postmaster.pid (PostgreSQL, Database File Layout)

  private final Path data;
  private final ClientId owner;
  private final Codes codes;

  /**
   * @param data the folder of the all-in-one
   * @param owner of the links
   */
  Filling(Path data, ClientId owner) {
    this.data = data;
    this.owner = owner;
    byte[] key =
        FileKeySource.open(data.resolve("keys")).keys().capability().orElseThrow().getEncoded();
    int characters = ConfigFactory.load().getInt("ocelli.links.hash-characters");
    this.codes = new Codes(key, characters, new SecureRandom());
  }

  /** The target of a link by its rank: as long as the usual address (70 to 80 characters). */
  static String url(int rank) {
    return "https://www.example.com/articles/2026/11/a-page-that-somebody-shares/" + rank;
  }

  /** The code of a link by its rank, whether it is in the database or not. */
  String code(int rank) {
    return codes.candidates(codes.fingerprint(owner, url(rank))).get(0);
  }

  /** Adds the links of the ranks below a number. */
  void fill(int links, Instant now) throws SQLException, IOException {
    try (Connection connection = connect()) {
      // Ours is 6 s, for short transactions, and a busy machine may need longer for these rows.
      connection.createStatement().execute("set transaction_timeout = 0");
      for (int from = 0; from < links; from += CHUNK) {
        String rows = rows(from, Math.min(from + CHUNK, links), now);
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy links.link (code, client, fingerprint, url, once, no_faces, created_at) from"
                    + " stdin",
                new StringReader(rows));
      }
      connection.createStatement().execute("vacuum analyze links.link");
    }
  }

  private String rows(int from, int to, Instant now) {
    StringWriter rows = new StringWriter();
    PrintWriter out = new PrintWriter(rows);
    for (int rank = from; rank < to; rank++) {
      byte[] fingerprint = codes.fingerprint(owner, url(rank));
      out.printf(
          "%s\t%s\t\\\\x%s\t%s\tf\tf\t%s%n",
          codes.candidates(fingerprint).get(0),
          owner,
          HexFormat.of().formatHex(fingerprint),
          url(rank),
          now);
    }
    return rows.toString();
  }

  private Connection connect() throws SQLException, IOException {
    Path postgres = data.resolve("postgres");
    String port = Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(PORT_LINE);
    String password = Files.readString(postgres.resolve("superuser.password"));
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/links", "postgres", password);
  }
}
