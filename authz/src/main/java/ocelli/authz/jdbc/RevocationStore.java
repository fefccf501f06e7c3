package ocelli.authz.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import ocelli.authz.door.Revocation;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;

/** Revocations on their way to the doors: an outbox. */
public final class RevocationStore {
  private final Database database;

  /** In that database, whose tables are up to date. */
  public RevocationStore(Database database) {
    this.database = database;
  }

  /** Those that were not announced yet. */
  public CompletionStage<List<Revocation>> pending() {
    return database.transact(
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(
                      "select client_id, revoked_at, whole from authz.revocation"
                          + " where not announced order by revoked_at");
              ResultSet rows = query.executeQuery()) {
            List<Revocation> pending = new ArrayList<>();
            while (rows.next()) {
              pending.add(
                  new Revocation(
                      new ClientId(rows.getString(1)),
                      rows.getTimestamp(2).toInstant(),
                      rows.getBoolean(3)));
            }
            return pending;
          }
        });
  }

  /** The broker has it: it is done with, unless there was another of the client meanwhile. */
  public CompletionStage<Boolean> announced(Revocation revocation) {
    return database.transact(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update authz.revocation set announced = true"
                      + " where client_id = ? and revoked_at = ? and whole = ?")) {
            update.setString(1, revocation.client().value());
            update.setTimestamp(2, Timestamp.from(revocation.at()));
            update.setBoolean(3, revocation.whole());
            return update.executeUpdate() > 0;
          }
        });
  }

  /** In the transaction of its cause. */
  static void add(Connection connection, Revocation revocation) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into authz.revocation (client_id, revoked_at, whole) values (?, ?, ?)"
                + " on conflict (client_id) do update"
                + " set revoked_at = greatest(authz.revocation.revoked_at, excluded.revoked_at),"
                + " whole = authz.revocation.whole or excluded.whole, announced = false")) {
      insert.setString(1, revocation.client().value());
      insert.setTimestamp(2, Timestamp.from(revocation.at()));
      insert.setBoolean(3, revocation.whole());
      insert.executeUpdate();
    }
  }
}
