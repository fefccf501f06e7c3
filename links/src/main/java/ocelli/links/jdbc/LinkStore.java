package ocelli.links.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import ocelli.links.core.Found;
import ocelli.links.core.Link;
import ocelli.links.core.LinkPage;
import ocelli.links.core.Made;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;
import org.jspecify.annotations.Nullable;

/** All links. What is exact under concurrency is so by one statement each. Thread-safe. */
public final class LinkStore {
  /** The channel on which every node hears the codes of deleted links. */
  public static final String DELETED = "ocelli_links_deleted";

  private static final int PURGED_AT_ONCE = 10_000; // a second's work at most

  private final Database database;

  private LinkStore(Database database) {
    this.database = database;
  }

  /** Brings the table up to date. Blocking: for start-up. */
  public static LinkStore open(Database database) {
    return new LinkStore(database.migrate("db/links", "links"));
  }

  /**
   * Adds a link under the first of some codes that is free.
   *
   * @param fingerprint by which the same link is found again; null where each is its own
   */
  public CompletionStage<Made> add(
      List<String> codes, byte @Nullable [] fingerprint, Function<String, Link> withCode) {
    return database.transact(connection -> add(connection, codes, fingerprint, withCode));
  }

  private static Made add(
      Connection connection,
      List<String> codes,
      byte @Nullable [] fingerprint,
      Function<String, Link> withCode)
      throws SQLException {
    for (String code : codes) {
      Link link = withCode.apply(code);
      if (inserted(connection, link, fingerprint)) {
        return new Made.New(link);
      }
      Optional<Link> there =
          fingerprint == null ? Optional.empty() : withFingerprint(connection, fingerprint);
      if (there.isPresent()) {
        return new Made.There(there.get());
      }
    }
    return Made.NoCode.INSTANCE;
  }

  /** Waits for whoever is just adding the same, so that afterwards it is there or not. */
  private static boolean inserted(Connection connection, Link link, byte @Nullable [] fingerprint)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LinkRow.INSERT)) {
      LinkRow.set(statement, link, fingerprint);
      return statement.executeUpdate() == 1;
    }
  }

  private static Optional<Link> withFingerprint(Connection connection, byte[] fingerprint)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select " + LinkRow.COLUMNS + " from links.link where fingerprint = ?")) {
      statement.setBytes(1, fingerprint);
      return one(statement);
    }
  }

  /** The link of a code. */
  public CompletionStage<Found> find(String code) {
    return database.transact(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select " + LinkRow.COLUMNS + " from links.link where code = ?")) {
            statement.setString(1, code);
            return one(statement).<Found>map(Found.Known::new).orElse(Found.Unknown.INSTANCE);
          }
        });
  }

  /** The links of some codes, by code. */
  public CompletionStage<Map<String, Link>> findAll(List<String> codes) {
    return database.transact(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select " + LinkRow.COLUMNS + " from links.link where code = any (?)")) {
            statement.setArray(1, connection.createArrayOf("varchar", codes.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
              Map<String, Link> links = new HashMap<>();
              while (rows.next()) {
                links.put(rows.getString("code"), LinkRow.read(rows));
              }
              return links;
            }
          }
        });
  }

  private static Optional<Link> one(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(LinkRow.read(row)) : Optional.empty();
    }
  }

  /**
   * Counts a visit of a capped link.
   *
   * @return the visits so far; empty where there may be no more of them
   */
  public CompletionStage<OptionalLong> visit(String code, Instant now) {
    return database.transact(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update links.link set visits = visits + 1 where code = ? and visits < max_visits"
                      + " and (expires_at is null or expires_at > ?) returning visits")) {
            statement.setString(1, code);
            statement.setTimestamp(2, Timestamp.from(now));
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
          }
        });
  }

  /** A client's links after a code. */
  public CompletionStage<LinkPage> list(ClientId owner, String after, int limit) {
    return database.transact(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select "
                      + LinkRow.COLUMNS
                      + " from links.link where client = ? and code > ? order by code limit ?")) {
            statement.setString(1, owner.value());
            statement.setString(2, after);
            statement.setInt(3, limit + 1);
            return page(statement, limit);
          }
        });
  }

  private static LinkPage page(PreparedStatement statement, int limit) throws SQLException {
    List<Link> links = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        links.add(LinkRow.read(rows));
      }
    }
    return links.size() <= limit
        ? new LinkPage(links, Optional.empty())
        : new LinkPage(links.subList(0, limit), Optional.of(links.get(limit - 1).code()));
  }

  /**
   * Deletes a client's link, and tells every node by the same commit.
   *
   * @return whether it was there
   */
  public CompletionStage<Boolean> delete(ClientId owner, String code) {
    return database.transact(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "with gone as (delete from links.link where code = ? and client = ? returning"
                      + " code) select pg_notify('"
                      + DELETED
                      + "', code) from gone")) {
            statement.setString(1, code);
            statement.setString(2, owner.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  /** Forgets links that expired before a time. */
  public CompletionStage<Integer> purge(Instant before) {
    return database.transact(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "delete from links.link where code in (select code from links.link where"
                      + " expires_at < ? limit "
                      + PURGED_AT_ONCE
                      + ")")) {
            statement.setTimestamp(1, Timestamp.from(before));
            return statement.executeUpdate();
          }
        });
  }
}
