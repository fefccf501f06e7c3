package ocelli.jobs.send;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ocelli.client.OcelliClient;
import ocelli.client.core.Acknowledgement;
import ocelli.client.http.ProblemException;
import ocelli.jobs.core.Cause;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.Image;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.Progress;
import ocelli.jobs.fetch.Fetched;
import ocelli.jobs.fetch.Fetcher;
import ocelli.jobs.jdbc.Completion;
import ocelli.jobs.jdbc.Work;
import ocelli.jobs.jdbc.Workbench;
import ocelli.jobs.sandbox.Drawn;
import ocelli.jobs.sandbox.PdfDrawer;
import ocelli.runtime.HaltPoint;

/**
 * One job from wherever it stands to where all its images are at ingestion. Each step is durable
 * before the next begins, and may be done again: the same page is the same image.
 */
public final class JobWork {
  private static final HaltPoint SENT = HaltPoint.named("jobs-page-sent");

  private final Workbench bench;
  private final Completion completion;
  private final Fetcher fetcher;
  private final PdfDrawer drawer;
  private final OcelliClient server;
  private final Clock clock;

  /**
   * @param server where ingestion is reached; each job goes under a token of its own
   */
  public JobWork(
      Workbench bench,
      Completion completion,
      Fetcher fetcher,
      PdfDrawer drawer,
      OcelliClient server,
      Clock clock) {
    this.bench = bench;
    this.completion = completion;
    this.fetcher = fetcher;
    this.drawer = drawer;
    this.server = server;
    this.clock = clock;
  }

  /**
   * Does what is left to do. Blocking.
   *
   * @throws ocelli.client.http.UnreachableException where ingestion does not answer
   * @throws ProblemException where it is too busy
   */
  public void run(Work work) throws SQLException, IOException {
    if (work.pages() == 0 && !prepared(work)) {
      return;
    }
    List<Integer> unsent = bench.unsent(work.job());
    int pages = work.pages() == 0 ? unsent.size() : work.pages();
    OcelliClient client = server.withToken(work.token());
    for (int page : unsent) {
      if (!sent(client, work.job(), page, pages)) {
        return;
      }
    }
    bench.seeing(work.job(), completion);
  }

  /** Whether the pages are there now. */
  private boolean prepared(Work work) throws SQLException, IOException {
    Optional<byte[]> pdf = bench.source(work.job());
    if (pdf.isPresent()) {
      return bench.moved(work.job(), Progress.drawing()) && drawn(work.job(), pdf.get());
    }
    if (!bench.moved(work.job(), Progress.fetching())) {
      return false;
    }
    Fetched fetched = fetcher.fetch(work.url().orElseThrow()).toCompletableFuture().join();
    if (fetched instanceof Fetched.Refused refused) {
      return failed(work.job(), refused.cause());
    }
    Image image = ((Fetched.File) fetched).image();
    return bench.keep(work.job(), image)
        && (image.type() != FileType.PDF || drawn(work.job(), image.content()));
  }

  private boolean drawn(JobId job, byte[] pdf) throws SQLException, IOException {
    Drawn drawn = drawer.draw(pdf);
    if (drawn instanceof Drawn.Refused refused) {
      return failed(job, refused.cause());
    }
    List<Image> pages =
        ((Drawn.Pages) drawn).images().stream().map(png -> new Image(FileType.PNG, png)).toList();
    return bench.keepPages(job, pages);
  }

  private boolean sent(OcelliClient client, JobId job, int page, int pages) throws SQLException {
    Optional<byte[]> image = bench.page(job, page);
    if (image.isEmpty()) {
      return false; // cancelled meanwhile
    }
    try {
      Acknowledgement acknowledged =
          client.send(job.toString(), image.get(), OptionalInt.of(pages), job.key(page, pages));
      SENT.reached();
      return bench.sent(job, page, acknowledged, Progress.sending(page, pages));
    } catch (ProblemException e) {
      if (e.problem().passing()) {
        throw e;
      }
      return failed(job, refused(e, page, pages));
    }
  }

  /** Ingestion's own words: they name the limit that the image met. */
  private static Cause refused(ProblemException refusal, int page, int pages) {
    String where = pages == 1 ? "" : "Page " + page + ": ";
    return new Cause(
        refusal.problem().status(), refusal.problem().code(), where + refusal.problem().detail());
  }

  private boolean failed(JobId job, Cause cause) throws SQLException {
    fail(job, cause);
    return false;
  }

  /** Ends a job with a cause, where it still waits. Blocking. */
  void fail(JobId job, Cause cause) throws SQLException {
    bench.fail(job, cause, clock.instant());
  }
}
