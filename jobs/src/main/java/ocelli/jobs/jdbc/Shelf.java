package ocelli.jobs.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.Image;
import ocelli.jobs.core.JobId;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;
import org.jspecify.annotations.Nullable;

/** The results, the pages and the list, each for its owner only. */
public final class Shelf {
  private static final int MESSAGES_AT_ONCE = 20; // of 192 KiB at most

  private final Database database;

  /** On a database that is up to date. */
  public Shelf(Database database) {
    this.database = database;
  }

  /**
   * A result without its document.
   *
   * @param etag names the document's bytes
   */
  public record Head(JobId job, String etag) {}

  /** A delivered message with its place among those of its job. */
  public record Line(long sequence, String json) {}

  /** What a result is; empty where the owner has none of that number. */
  public CompletionStage<Optional<Head>> head(ClientId owner, long number) {
    return database.transact(
        connection ->
            Sql.first(
                connection,
                row -> new Head(new JobId(row.getObject(1, UUID.class)), row.getString(2)),
                "select job, etag from jobs.result where number = ? and owner = ?",
                number,
                owner.value()));
  }

  /** The document, as gzip. */
  public CompletionStage<Optional<byte[]>> document(ClientId owner, long number) {
    return database.transact(
        connection ->
            Sql.first(
                connection,
                row -> row.getBytes(1),
                "select document from jobs.result where number = ? and owner = ?",
                number,
                owner.value()));
  }

  /** A page, from 1. */
  public CompletionStage<Optional<Image>> page(ClientId owner, long number, int page) {
    return database.transact(
        connection ->
            Sql.first(
                connection,
                row -> new Image(FileType.of(row.getString(1)), row.getBytes(2)),
                "select type, content from jobs.page join jobs.result using (job)"
                    + " where number = ? and owner = ? and page = ?",
                number,
                owner.value(),
                page));
  }

  /** Some of a job's messages after a place, in the order of their coming. */
  public CompletionStage<List<Line>> messages(JobId job, long after) {
    return database.transact(
        connection ->
            Sql.list(
                connection,
                row -> new Line(row.getLong(1), Gzip.unpacked(row.getBytes(2))),
                "select sequence, body from jobs.message where job = ? and sequence > ?"
                    + " order by sequence limit ?",
                job.value(),
                after,
                MESSAGES_AT_ONCE));
  }

  /** Deletes a job with its pages, messages and results; false where the owner has no such one. */
  public CompletionStage<Boolean> delete(ClientId owner, long number) {
    return database.transact(
        connection ->
            Sql.update(
                    connection,
                    "delete from jobs.job where id = (select job from jobs.result where number = ?"
                        + " and owner = ?)",
                    number,
                    owner.value())
                > 0);
  }

  /**
   * An owner's jobs, the newest first.
   *
   * @param words that the text or the name must have, as one types them into a search box
   * @param url that the job must have been fetched from
   * @param after the sequence of the last one that is known
   */
  public CompletionStage<List<Listed>> list(
      ClientId owner, Optional<String> words, Optional<String> url, OptionalLong after, int most) {
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(owner.value());
    StringBuilder where = new StringBuilder("owner = ?");
    words.ifPresent(
        text -> {
          where.append(" and words @@ websearch_to_tsquery('simple', ?)");
          arguments.add(text);
        });
    url.ifPresent(
        text -> {
          where.append(" and url = ?");
          arguments.add(text);
        });
    after.ifPresent(
        sequence -> {
          where.append(" and sequence < ?");
          arguments.add(sequence);
        });
    arguments.add(most);
    String sql =
        "select sequence, url, name, created_at, excerpt,"
            + JobRows.STATUS
            + "from jobs.job where "
            + where
            + " order by sequence desc limit ?";
    return database.transact(
        connection -> Sql.list(connection, Shelf::listed, sql, arguments.toArray()));
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        row.getLong("sequence"),
        JobRows.status(row),
        Optional.ofNullable(row.getString("url")),
        Optional.ofNullable(row.getString("name")),
        row.getTimestamp("created_at").toInstant(),
        Optional.ofNullable(row.getString("excerpt")));
  }
}
