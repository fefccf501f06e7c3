package ocelli.ledger.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import ocelli.ledger.core.Entry;
import ocelli.ledger.core.Seen;
import ocelli.ledger.core.Sighting;
import ocelli.ledger.core.Span;
import ocelli.ledger.core.Unaccounted;
import ocelli.protocol.ImageId;
import ocelli.runtime.jdbc.Database;

/** All entries. Thread-safe, and several processes may note at once. */
public final class EntryStore {
  private static final String OVERDUE =
      "not complete and ((not answered and accepted_at < ?) or accepted_at < ?)";

  private static final int FORGOTTEN_AT_ONCE = 10_000; // a second's work at most

  private final Database database;
  private final Duration kept;

  private EntryStore(Database database, Duration kept) {
    this.database = database;
    this.kept = kept;
  }

  /**
   * Brings the table up to date. Blocking: for start-up.
   *
   * @param kept how long complete entries are kept
   */
  public static EntryStore open(Database database, Duration kept) {
    return new EntryStore(database.migrate("db/ledger", "ledger"), kept);
  }

  /**
   * Adds what some records show to the entries of their images, in one transaction.
   *
   * @return how many entries that changed
   */
  public CompletionStage<Integer> note(Seen seen) {
    return database.transact(
        connection -> {
          open(connection, byImage(seen.sightings()));
          List<Sighting> all = new ArrayList<>(seen.sightings());
          for (Span span : seen.spans()) {
            open(connection, span).forEach(entry -> all.add(span.of(entry)));
          }
          return change(connection, byImage(all));
        });
  }

  private static Map<String, List<Sighting>> byImage(List<Sighting> sightings) {
    return sightings.stream()
        .collect(
            Collectors.groupingBy(
                sighting -> sighting.image().value(), TreeMap::new, Collectors.toList()));
  }

  private static List<Entry> open(Connection connection, Span span) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select "
                + EntryRow.COLUMNS
                + " from ledger.entry where not complete and client = ? and transaction = ?"
                + " and accepted_at between ? and ?")) {
      select.setString(1, span.client().value());
      select.setString(2, span.transaction().value());
      select.setObject(3, at(span.from()));
      select.setObject(4, at(span.to()));
      return entries(select);
    }
  }

  /** In the order of ids, here and below, so that two that note the same never wait in a ring. */
  private void open(Connection connection, Map<String, List<Sighting>> byImage)
      throws SQLException {
    try (PreparedStatement open = connection.prepareStatement(EntryRow.OPEN)) {
      for (List<Sighting> sightings : byImage.values()) {
        if (sightings.stream().anyMatch(sighting -> sighting.opens(kept))) {
          EntryRow.addOpening(open, Entry.opened(sightings.get(0)));
        }
      }
      open.executeBatch();
    }
  }

  private static int change(Connection connection, Map<String, List<Sighting>> byImage)
      throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(EntryRow.CHANGE)) {
      for (Entry entry : locked(connection, List.copyOf(byImage.keySet()))) {
        Entry grown = entry;
        for (Sighting sighting : byImage.getOrDefault(entry.image().value(), List.of())) {
          grown = grown.with(sighting);
        }
        if (!grown.equals(entry)) {
          EntryRow.addChange(change, grown);
        }
      }
      return change.executeBatch().length;
    }
  }

  private static List<Entry> locked(Connection connection, List<String> images)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select "
                + EntryRow.COLUMNS
                + " from ledger.entry where image = any (?) order by image for update")) {
      select.setArray(1, EntryRow.array(connection, images));
      return entries(select);
    }
  }

  /** What is known of an image; empty where nothing is, or nothing any more. */
  public CompletionStage<Optional<Entry>> find(ImageId image) {
    return database.transact(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select " + EntryRow.COLUMNS + " from ledger.entry where image = ?")) {
            select.setString(1, image.value());
            return entries(select).stream().findFirst();
          }
        });
  }

  /**
   * The images that were accepted before a time and lack an answer, or before another and lack the
   * summary.
   *
   * @param answersDue of images that were accepted before
   * @param summariesDue of images that were accepted before, the earlier of the two
   * @param most how many to name, the oldest first
   */
  public CompletionStage<Unaccounted> unaccounted(
      Instant answersDue, Instant summariesDue, int most) {
    return database.transact(
        connection -> {
          List<Entry> oldest = open(connection, answersDue, summariesDue, most);
          return new Unaccounted(
              oldest.size() < most ? oldest.size() : count(connection, answersDue, summariesDue),
              oldest.stream().findFirst().map(Entry::acceptedAt),
              oldest);
        });
  }

  private static List<Entry> open(
      Connection connection, Instant answersDue, Instant summariesDue, int most)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select "
                + EntryRow.COLUMNS
                + " from ledger.entry where "
                + OVERDUE
                + " order by accepted_at, image limit ?")) {
      select.setObject(1, at(answersDue));
      select.setObject(2, at(summariesDue));
      select.setInt(3, most);
      return entries(select);
    }
  }

  private static long count(Connection connection, Instant answersDue, Instant summariesDue)
      throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement("select count(*) from ledger.entry where " + OVERDUE)) {
      count.setObject(1, at(answersDue));
      count.setObject(2, at(summariesDue));
      try (ResultSet rows = count.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /**
   * Forgets complete entries of images that were accepted before a time, at most {@value
   * #FORGOTTEN_AT_ONCE}. One that lacks an answer stays until a person writes it off.
   *
   * @return how many
   */
  public CompletionStage<Integer> forget(Instant acceptedBefore) {
    return database.transact(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement(
                  "delete from ledger.entry where image in (select image from ledger.entry"
                      + " where complete and accepted_at < ? order by accepted_at limit ?)")) {
            delete.setObject(1, at(acceptedBefore));
            delete.setInt(2, FORGOTTEN_AT_ONCE);
            return delete.executeUpdate();
          }
        });
  }

  /** Takes an image that lacks an answer out of the account; false where there is none. */
  public CompletionStage<Boolean> writeOff(ImageId image) {
    return database.transact(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "update ledger.entry set complete = true where image = ? and not complete")) {
            update.setString(1, image.value());
            return update.executeUpdate() == 1;
          }
        });
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static List<Entry> entries(PreparedStatement select) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        entries.add(EntryRow.read(rows));
      }
    }
    return entries;
  }
}
