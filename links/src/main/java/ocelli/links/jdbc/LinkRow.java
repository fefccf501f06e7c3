package ocelli.links.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import ocelli.links.core.Link;
import ocelli.links.core.PasswordHash;
import ocelli.links.core.Scope;
import ocelli.links.core.Target;
import ocelli.protocol.ClientId;
import org.jspecify.annotations.Nullable;

/** How a link lies in its row. */
final class LinkRow {
  static final String COLUMNS =
      "code, client, url, job, once, no_faces, created_at, expires_at, max_visits, visits,"
          + " password_salt, password_iterations, password_hash";

  static final String INSERT =
      "insert into links.link ("
          + COLUMNS
          + ", fingerprint) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict do nothing";

  private LinkRow() {}

  /** Sets the parameters of {@link #INSERT}. */
  static void set(PreparedStatement statement, Link link, byte @Nullable [] fingerprint)
      throws SQLException {
    Optional<Target.Job> job = link.target().match(url -> Optional.empty(), Optional::of);
    Optional<String> url =
        link.target().match(one -> Optional.of(one.text()), two -> Optional.empty());
    statement.setString(1, link.code());
    statement.setString(2, link.owner().value());
    statement.setObject(3, url.orElse(null), Types.VARCHAR);
    statement.setObject(4, job.map(Target.Job::number).orElse(null), Types.BIGINT);
    statement.setBoolean(5, job.isPresent() && job.get().scope().contains(Scope.ONCE));
    statement.setBoolean(6, job.isPresent() && job.get().scope().contains(Scope.NO_FACES));
    statement.setTimestamp(7, Timestamp.from(link.createdAt()));
    statement.setTimestamp(8, link.expiresAt().map(Timestamp::from).orElse(null));
    statement.setObject(
        9, link.maxVisits().isPresent() ? link.maxVisits().getAsLong() : null, Types.BIGINT);
    statement.setLong(10, link.visits());
    statement.setBytes(11, link.password().map(PasswordHash::salt).orElse(null));
    statement.setObject(
        12, link.password().map(PasswordHash::iterations).orElse(null), Types.INTEGER);
    statement.setBytes(13, link.password().map(PasswordHash::hash).orElse(null));
    statement.setBytes(14, fingerprint);
  }

  /** The row that the cursor is at. */
  static Link read(ResultSet row) throws SQLException {
    return new Link(
        row.getString("code"),
        new ClientId(row.getString("client")),
        target(row),
        row.getTimestamp("created_at").toInstant(),
        expiresAt(row),
        cap(row),
        row.getLong("visits"),
        password(row));
  }

  private static Target target(ResultSet row) throws SQLException {
    String url = row.getString("url");
    return url == null ? new Target.Job(row.getLong("job"), scope(row)) : new Target.Url(url);
  }

  private static Set<Scope> scope(ResultSet row) throws SQLException {
    Set<Scope> scope = EnumSet.noneOf(Scope.class);
    if (row.getBoolean("once")) {
      scope.add(Scope.ONCE);
    }
    if (row.getBoolean("no_faces")) {
      scope.add(Scope.NO_FACES);
    }
    return scope;
  }

  private static Optional<Instant> expiresAt(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getTimestamp("expires_at")).map(Timestamp::toInstant);
  }

  private static OptionalLong cap(ResultSet row) throws SQLException {
    long cap = row.getLong("max_visits");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(cap);
  }

  private static Optional<PasswordHash> password(ResultSet row) throws SQLException {
    byte[] salt = row.getBytes("password_salt");
    return salt == null
        ? Optional.empty()
        : Optional.of(
            new PasswordHash(
                salt, row.getInt("password_iterations"), row.getBytes("password_hash")));
  }
}
