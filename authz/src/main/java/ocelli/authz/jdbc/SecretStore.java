package ocelli.authz.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import ocelli.authz.core.SecretHash;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;

/** The hashed secrets of clients. */
public final class SecretStore {
  private static final int VALID = 2; // the new one, and the old one until all have changed over

  private final Database database;

  /** In that database, whose tables are up to date. */
  public SecretStore(Database database) {
    this.database = database;
  }

  /** The valid hashes of a client, the newest first; none where it is unknown. */
  public CompletionStage<List<SecretHash>> of(ClientId client) {
    return database.transact(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "select salt, iterations, hash from authn.secret where client_id = ?"
                      + " order by number desc limit ?")) {
            query.setString(1, client.value());
            query.setInt(2, VALID);
            List<SecretHash> hashes = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                hashes.add(new SecretHash(rows.getBytes(1), rows.getInt(2), rows.getBytes(3)));
              }
            }
            return hashes;
          }
        });
  }

  /** Adds a secret; of the older ones only the latest stays valid. */
  public CompletionStage<Boolean> add(ClientId client, SecretHash hash, Instant now) {
    return database.transact(
        connection -> {
          try (PreparedStatement insert =
                  connection.prepareStatement(
                      "insert into authn.secret (client_id, salt, iterations, hash, created_at)"
                          + " values (?, ?, ?, ?, ?)");
              PreparedStatement prune =
                  connection.prepareStatement(
                      "delete from authn.secret where client_id = ? and number not in"
                          + " (select number from authn.secret where client_id = ?"
                          + " order by number desc limit ?)")) {
            insert.setString(1, client.value());
            insert.setBytes(2, hash.salt());
            insert.setInt(3, hash.iterations());
            insert.setBytes(4, hash.hash());
            insert.setTimestamp(5, Timestamp.from(now));
            insert.executeUpdate();
            prune.setString(1, client.value());
            prune.setString(2, client.value());
            prune.setInt(3, VALID);
            return prune.executeUpdate() >= 0;
          }
        });
  }

  /** Deletes all secrets of a client; tells whether there were any. */
  public CompletionStage<Boolean> remove(ClientId client) {
    return database.transact(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from authn.secret where client_id = ?")) {
            delete.setString(1, client.value());
            return delete.executeUpdate() > 0;
          }
        });
  }
}
