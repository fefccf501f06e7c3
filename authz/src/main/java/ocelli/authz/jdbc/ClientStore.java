package ocelli.authz.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.authz.core.DeliveryOrder;
import ocelli.authz.core.PushTarget;
import ocelli.authz.door.Revocation;
import ocelli.authz.grants.Grants;
import ocelli.authz.grants.Registration;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;
import org.jspecify.annotations.Nullable;

/** What clients may do. Revoked ones are as if unknown, but that their names stay taken. */
public final class ClientStore {
  private static final String COLUMNS =
      "select client_id, grants, push_url, push_generation, push_order, created_at"
          + " from authz.client where revoked_at is null";

  private final Database database;

  /** In that database, whose tables are up to date. */
  public ClientStore(Database database) {
    this.database = database;
  }

  /** Registers a client; false where the name is taken or was once. */
  public CompletionStage<Boolean> add(Registration registration) {
    return database.transact(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into authz.client"
                      + " (client_id, grants, push_url, push_order, created_at)"
                      + " values (?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, registration.client().value());
            insert.setString(2, registration.grants().json().toString());
            setUrl(insert, 3, registration.push());
            insert.setString(
                4,
                registration
                    .push()
                    .map(PushTarget::order)
                    .orElse(DeliveryOrder.PER_TRANSACTION)
                    .toString());
            insert.setTimestamp(5, Timestamp.from(registration.createdAt()));
            return insert.executeUpdate() > 0;
          }
        });
  }

  /** The client; empty where it is unknown or revoked. */
  public CompletionStage<Optional<Registration>> find(ClientId client) {
    return database.transact(connection -> find(connection, client));
  }

  /** All clients, by name. */
  public CompletionStage<List<Registration>> all() {
    return database.transact(
        connection -> {
          try (PreparedStatement query =
                  connection.prepareStatement(COLUMNS + " order by client_id");
              ResultSet rows = query.executeQuery()) {
            List<Registration> all = new ArrayList<>();
            while (rows.next()) {
              all.add(registration(rows));
            }
            return all;
          }
        });
  }

  /** Gives a client's webhooks another secret; answers the client as it then is. */
  public CompletionStage<Optional<Registration>> nextGeneration(ClientId client) {
    return database.transact(
        connection -> {
          update(
              connection,
              "update authz.client set push_generation = push_generation + 1"
                  + " where client_id = ? and revoked_at is null",
              client);
          return find(connection, client);
        });
  }

  /** Revokes a client; false where it was not there. */
  public CompletionStage<Boolean> revoke(Revocation whole) {
    return database.transact(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update authz.client set revoked_at = ?"
                      + " where client_id = ? and revoked_at is null")) {
            update.setTimestamp(1, Timestamp.from(whole.at()));
            update.setString(2, whole.client().value());
            boolean found = update.executeUpdate() > 0;
            if (found) {
              RevocationStore.add(connection, whole);
            }
            return found;
          }
        });
  }

  /** Revokes a client's tokens; empty where it is unknown or revoked. */
  public CompletionStage<Optional<Registration>> revokeTokens(Revocation tokens) {
    return database.transact(
        connection -> {
          Optional<Registration> found = find(connection, tokens.client());
          if (found.isPresent()) {
            RevocationStore.add(connection, tokens);
          }
          return found;
        });
  }

  /** Takes back a registration that could not be completed, so that its name is free again. */
  public CompletionStage<Boolean> undo(ClientId client) {
    return database.transact(
        connection ->
            update(connection, "delete from authz.client where client_id = ?", client) > 0);
  }

  private static int update(Connection connection, String statement, ClientId client)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statement)) {
      update.setString(1, client.value());
      return update.executeUpdate();
    }
  }

  private static Optional<Registration> find(Connection connection, ClientId client)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COLUMNS + " and client_id = ?")) {
      query.setString(1, client.value());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(registration(rows)) : Optional.empty();
      }
    }
  }

  private static Registration registration(ResultSet row) throws SQLException {
    @Nullable String url = row.getString("push_url");
    Optional<PushTarget> push =
        url == null
            ? Optional.empty()
            : Optional.of(
                new PushTarget(
                    url,
                    row.getInt("push_generation"),
                    DeliveryOrder.parse(row.getString("push_order")).orElseThrow()));
    return new Registration(
        new ClientId(row.getString("client_id")),
        Grants.parse(row.getString("grants")),
        push,
        row.getTimestamp("created_at").toInstant());
  }

  private static void setUrl(PreparedStatement insert, int index, Optional<PushTarget> push)
      throws SQLException {
    if (push.isPresent()) {
      insert.setString(index, push.get().url());
    } else {
      insert.setNull(index, Types.VARCHAR);
    }
  }
}
