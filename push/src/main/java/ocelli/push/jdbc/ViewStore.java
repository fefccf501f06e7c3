package ocelli.push.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import ocelli.push.core.Endpoint;
import ocelli.push.core.ViewPosition;
import ocelli.runtime.jdbc.Database;

/** The offset store of the views, and what a view asks the journal directly. */
public final class ViewStore {
  private final Database database;

  public ViewStore(Database database) {
    this.database = database;
  }

  /**
   * What a view starts from.
   *
   * @param endpoints those with rows in the retry store
   */
  public record Start(ViewPosition position, List<Endpoint> endpoints) {
    public Start {
      endpoints = List.copyOf(endpoints);
    }
  }

  /**
   * Refuses a journal that was written with other numbers, and notes them in an empty one. On the
   * caller's thread: for start-up.
   *
   * @throws IllegalStateException which names what differs
   */
  public void check(Map<String, String> settings) throws SQLException {
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      String written = database.transactNow(connection -> writtenWith(connection, setting));
      if (!written.equals(setting.getValue())) {
        throw new IllegalStateException(
            "push's journal was written with "
                + setting.getKey()
                + " = "
                + written
                + ", the settings say "
                + setting.getValue());
      }
    }
  }

  private static String writtenWith(Connection connection, Map.Entry<String, String> setting)
      throws SQLException {
    try (PreparedStatement note =
            connection.prepareStatement(
                "INSERT INTO written_with (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING");
        PreparedStatement read =
            connection.prepareStatement("SELECT value FROM written_with WHERE name = ?")) {
      note.setString(1, setting.getKey());
      note.setString(2, setting.getValue());
      note.executeUpdate();
      read.setString(1, setting.getKey());
      try (ResultSet rows = read.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** Where the view of a tag starts. */
  public CompletionStage<Start> start(String tag) {
    return database.transact(
        connection -> new Start(position(connection, tag), endpoints(connection, tag)));
  }

  private static ViewPosition position(Connection connection, String tag) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT ordering, number, sequence FROM view_position WHERE tag = ?")) {
      read.setString(1, tag);
      try (ResultSet rows = read.executeQuery()) {
        return rows.next()
            ? new ViewPosition(rows.getLong(1), rows.getLong(2), rows.getLong(3))
            : ViewPosition.START;
      }
    }
  }

  private static List<Endpoint> endpoints(Connection connection, String tag) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT endpoint FROM lane WHERE tag = ? AND EXISTS"
                + " (SELECT 1 FROM parked WHERE parked.endpoint = lane.endpoint)")) {
      read.setString(1, tag);
      try (ResultSet rows = read.executeQuery()) {
        List<Endpoint> endpoints = new ArrayList<>();
        while (rows.next()) {
          endpoints.add(Endpoint.fromKey(rows.getString(1)));
        }
        return endpoints;
      }
    }
  }

  /** Stores how far a tag is done. A view that was replaced never moves it back. */
  public CompletionStage<ViewPosition> store(String tag, ViewPosition position) {
    return database.transact(
        connection -> {
          try (PreparedStatement write =
              connection.prepareStatement(
                  "INSERT INTO view_position AS stored (tag, ordering, number, sequence)"
                      + " VALUES (?, ?, ?, ?) ON CONFLICT (tag) DO UPDATE SET ordering ="
                      + " excluded.ordering, number = excluded.number, sequence ="
                      + " excluded.sequence WHERE stored.number < excluded.number")) {
            write.setString(1, tag);
            write.setLong(2, position.ordering());
            write.setLong(3, position.number());
            write.setLong(4, position.sequence());
            write.executeUpdate();
            return position;
          }
        });
  }

  /** The journal's sequence number of the newest event of a tag; empty where it has none. */
  public CompletionStage<Optional<Long>> newest(String tag) {
    return database.transact(
        connection -> {
          try (PreparedStatement read =
              connection.prepareStatement(
                  "SELECT sequence_number FROM event_journal WHERE ordering ="
                      + " (SELECT max(event_id) FROM event_tag WHERE tag = ?)")) {
            read.setString(1, tag);
            try (ResultSet rows = read.executeQuery()) {
              return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
          }
        });
  }
}
