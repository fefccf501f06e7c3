package ocelli.jobs.jdbc;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import ocelli.runtime.jdbc.Database;

/** Which capabilities for a single view were used, and for what. */
public final class SharedViews {
  private final Database database;

  /** On a database that is up to date. */
  public SharedViews(Database database) {
    this.database = database;
  }

  /**
   * Notes a use; false where it was noted before.
   *
   * @param nonce of the capability
   * @param what was seen: the result, or a page
   * @param expiresAt after which the capability is of no use, and the note neither
   */
  public CompletionStage<Boolean> first(String nonce, String what, Instant expiresAt, Instant now) {
    return database.transact(
        connection -> {
          Sql.update(connection, "delete from jobs.shared_view where expires_at < ?", now);
          return Sql.update(
                  connection,
                  "insert into jobs.shared_view (nonce, what, expires_at) values (?, ?, ?)"
                      + " on conflict do nothing",
                  nonce,
                  what,
                  expiresAt)
              > 0;
        });
  }
}
