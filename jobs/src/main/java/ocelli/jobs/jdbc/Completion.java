package ocelli.jobs.jdbc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ocelli.jobs.core.Answer;
import ocelli.jobs.core.Answers;
import ocelli.jobs.core.Finished;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.Page;
import ocelli.jobs.core.Progress;
import ocelli.jobs.core.ResultDocument;
import ocelli.jobs.core.State;
import ocelli.protocol.ClientId;
import ocelli.runtime.HaltPoint;

/** Makes a result of what has come for a job, when it suffices. */
public final class Completion {
  private static final int EXCERPT = 160; // two lines of the list, at 80 characters each
  private static final int INDEXED = 200_000; // a tsvector has 1 MB at most (PostgreSQL, 12.11)

  private static final HaltPoint FINISHED = HaltPoint.named("jobs-finished");

  private final Clock clock;

  /**
   * @param clock names the time when a job ended
   */
  public Completion(Clock clock) {
    this.clock = clock;
  }

  private record Open(
      ClientId owner,
      State state,
      Optional<String> url,
      Optional<String> name,
      Instant createdAt,
      int pages,
      int tasks,
      boolean summary) {}

  /** Looks whether a job that is seen has its result, and says how far it is. */
  void look(Connection connection, JobId job) throws SQLException {
    Optional<Open> open = open(connection, job);
    if (open.isEmpty() || open.get().state() != State.SEEING) {
      return;
    }
    Answers answers = answers(connection, job);
    Open row = open.get();
    if (answers.suffice(row.pages(), row.tasks(), row.summary())) {
      finish(connection, job, row, answers);
    } else {
      Progress progress = Progress.seeing(answers.complete(), row.pages() * row.tasks());
      Sql.update(
          connection,
          "update jobs.job set stage = ?, percent = greatest(percent, ?) where id = ?",
          progress.stage(),
          progress.percent(),
          job.value());
      JobRows.announce(connection, job);
    }
  }

  /** A later summary of a job that has its result: another result, under a number of its own. */
  void revise(Connection connection, JobId job) throws SQLException {
    Optional<Open> open = open(connection, job);
    if (open.filter(row -> row.state() == State.SUCCESS).isPresent()) {
      finish(connection, job, open.get(), answers(connection, job));
    }
  }

  private void finish(Connection connection, JobId job, Open row, Answers answers)
      throws SQLException {
    long number =
        Sql.first(connection, r -> r.getLong(1), "select nextval('jobs.result_number')")
            .orElseThrow();
    Instant now = clock.instant();
    Finished finished =
        new Finished(
            job, number, row.url(), row.name(), row.createdAt(), now, pages(connection, job));
    ObjectNode document = ResultDocument.of(finished, answers);
    String text = document.toString();
    Sql.update(
        connection,
        "insert into jobs.result (number, job, owner, etag, document) values (?, ?, ?, ?, ?)",
        number,
        job.value(),
        row.owner().value(),
        Etags.of(text),
        Gzip.packed(text));
    String words = document.path("result").asText();
    Progress done = Progress.success();
    Sql.update(
        connection,
        "update jobs.job set state = ?, stage = ?, percent = ?, number = ?, finished_at = ?,"
            + " excerpt = ?, words = to_tsvector('simple', ?) where id = ?",
        done.state().name(),
        done.stage(),
        done.percent(),
        number,
        now,
        ResultDocument.excerpt(document, EXCERPT).orElse(null),
        row.name().or(row::url).orElse("")
            + " "
            + words.substring(0, Math.min(words.length(), INDEXED)).replace('\0', ' '),
        job.value());
    JobRows.announce(connection, job);
    FINISHED.reached();
  }

  private static Optional<Open> open(Connection connection, JobId job) throws SQLException {
    return Sql.first(
        connection,
        row ->
            new Open(
                new ClientId(row.getString("owner")),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("url")),
                Optional.ofNullable(row.getString("name")),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("pages"),
                row.getInt("expected"),
                row.getBoolean("summary")),
        "select owner, state, url, name, created_at, pages, cardinality(tasks) as expected, summary"
            + " from jobs.job where id = ? for update",
        job.value());
  }

  private static Answers answers(Connection connection, JobId job) throws SQLException {
    List<Answer> all =
        Sql.list(
            connection,
            row -> Answer.parse(Gzip.unpacked(row.getBytes(1))),
            "select body from jobs.message where job = ? order by sequence",
            job.value());
    return new Answers(all);
  }

  private static List<Page> pages(Connection connection, JobId job) throws SQLException {
    return Sql.list(
        connection,
        row -> new Page(row.getString(1), row.getInt(2), row.getInt(3)),
        "select image, width, height from jobs.page where job = ? order by page",
        job.value());
  }
}
