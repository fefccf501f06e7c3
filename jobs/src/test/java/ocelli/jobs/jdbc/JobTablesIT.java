package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Message;
import ocelli.client.json.Messages;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.jobs.core.State;
import ocelli.jobs.core.Watchers;
import ocelli.protocol.ClientId;
import ocelli.protocol.TaskId;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables on a real database: the queue, the inbox, the shelf. */
class JobTablesIT {
  private static final ClientId OWNER = new ClientId("owner");
  private static final ClientId OTHER = new ClientId("other");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(10); // longer than any test
  private static final String IMAGE = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  private static TestNode node;
  private DatabaseSettings settings;
  private Database database;
  private Desk desk;
  private Shelf shelf;
  private Completion completion;
  private Inbox inbox;
  private int messages;

  @BeforeAll
  static void startNode() {
    node = LiveBackend.shared().node("");
  }

  @AfterAll
  static void endNode() {
    node.close();
  }

  @BeforeEach
  void open() {
    settings = LiveBackend.shared().newDatabase();
    database = Database.open(node.context().system(), settings, "jobs").migrate("db/jobs", "jobs");
    desk = new Desk(database);
    shelf = new Shelf(database);
    completion = new Completion(Clock.fixed(NOW.plusSeconds(3), ZoneOffset.UTC));
    inbox = new Inbox(database, "jobs", completion);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void take_byManyWorkersAtOnce_givesEachJobToOne() throws Exception {
    Set<JobId> accepted = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      accepted.add(accept(OWNER, NOW.plusSeconds(i)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<List<JobId>>> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      workers.add(() -> takeAll(queue()));
    }
    List<JobId> taken = new ArrayList<>();
    for (Future<List<JobId>> worker : threads.invokeAll(workers)) {
      taken.addAll(worker.get());
    }
    threads.shutdown();
    assertThat(taken).hasSize(20).doesNotHaveDuplicates();
    assertThat(new HashSet<>(taken)).isEqualTo(accepted);
  }

  @Test
  void take_ownerWithManyJobs_doesNotHoldBackAnother() throws Exception {
    for (int i = 0; i < 10; i++) {
      accept(OWNER, NOW.plusSeconds(i));
    }
    JobId others = accept(OTHER, NOW.plusSeconds(60));
    Queue queue = queue();
    queue.take();
    assertThat(queue.take().orElseThrow().job()).isEqualTo(others);
  }

  @Test
  void take_jobOfADeadWorker_whenItsLeaseIsOver() throws Exception {
    JobId job = accept(OWNER, NOW);
    Queue dead = new Queue(database, UUID.randomUUID(), Duration.ofMillis(1));
    dead.take();
    Queue next = queue();
    Optional<Work> taken = Optional.empty();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (taken.isEmpty() && System.nanoTime() < deadline) {
      taken = next.take();
    }
    assertThat(taken.orElseThrow().job()).isEqualTo(job);
    assertThat(dead.moved(job, Progress.fetching())).isFalse();
    assertThat(next.moved(job, Progress.sending(0, 1))).isTrue();
  }

  @Test
  void renew_holdsTheJobsInHand_andReleaseFreesAll() throws Exception {
    JobId job = accept(OWNER, NOW);
    UUID process = UUID.randomUUID();
    new Queue(database, process, Duration.ofMillis(1)).take();
    new Queue(database, process, LEASE).renew(Set.of(job));
    assertThat(queue().take()).isEmpty();
    new Queue(database, process, LEASE).release();
    assertThat(queue().take().orElseThrow().job()).isEqualTo(job);
  }

  @Test
  void accept_moreThanAllowed_writesNothing() {
    accept(OWNER, NOW);
    accept(OWNER, NOW);
    assertThat(done(desk.accept(newJob(OWNER, NOW), Optional.empty(), 2))).isFalse();
    assertThat(done(desk.accept(newJob(OTHER, NOW), Optional.empty(), 2))).isTrue();
  }

  @Test
  void cancel_stopsTheWorker_andDropsLateResults() throws Exception {
    JobId job = accept(OWNER, NOW);
    Queue queue = queue();
    queue.take();
    assertThat(done(desk.cancel(OTHER, job, NOW))).isEmpty();
    assertThat(state(done(desk.cancel(OWNER, job, NOW)))).isEqualTo(State.CANCELLED);

    assertThat(queue.page(job, 1)).isEmpty();
    assertThat(queue.moved(job, Progress.sending(0, 1))).isFalse();
    queue.seeing(job, completion);
    inbox.store(summary(job, "late", 0), OptionalLong.empty());
    assertThat(state(status(job))).isEqualTo(State.CANCELLED);
    assertThat(inbox.cursor()).hasValue(0);
    assertThat(count("message")).isZero();
  }

  @Test
  void store_allMessages_makeAResult_andEachMessageOnce() throws Exception {
    JobId job = seen(accept(OWNER, NOW));
    inbox.store(text(job, "Hello world", 5), OptionalLong.empty());
    inbox.store(text(job, "Hello world", 6), OptionalLong.of(5)); // the same id, another cursor
    assertThat(state(status(job))).isEqualTo(State.SEEING);
    inbox.store(summary(job, "one image", 7), OptionalLong.of(6));

    JobStatus status = status(job).orElseThrow();
    assertThat(status.progress().state()).isEqualTo(State.SUCCESS);
    long number = status.number().orElseThrow();
    String document = Gzip.unpacked(done(shelf.document(OWNER, number)).orElseThrow());
    assertThat(document).contains("\"result\":\"Hello world\\n\"", IMAGE, "\"one image\"");
    assertThat(count("message")).isEqualTo(2);
    assertThat(done(shelf.document(OTHER, number))).isEmpty();
    assertThat(done(shelf.head(OTHER, number))).isEmpty();
    assertThat(done(shelf.page(OTHER, number, 1))).isEmpty();
    assertThat(done(shelf.page(OWNER, number, 1)).orElseThrow().type()).isEqualTo(FileType.PNG);
    assertThat(done(shelf.delete(OTHER, number))).isFalse();
    assertThat(done(shelf.delete(OWNER, number))).isTrue();
    assertThat(count("page") + count("message") + count("result")).isZero();
  }

  @Test
  void store_messagesBeforeTheLastImageIsAcknowledged_resultComesWithTheAcknowledgement()
      throws Exception {
    JobId job = accept(OWNER, NOW);
    Queue queue = queue();
    queue.take();
    inbox.store(text(job, "early", 0), OptionalLong.empty());
    inbox.store(summary(job, "early", 1), OptionalLong.of(0));
    assertThat(state(status(job))).isEqualTo(State.QUEUED);
    queue.sent(job, 1, acknowledged(job), Progress.sending(1, 1));
    queue.seeing(job, completion);
    assertThat(state(status(job))).isEqualTo(State.SUCCESS);
  }

  @Test
  void store_revisedSummary_isAnotherNumber_andTheFirstStays() throws Exception {
    JobId job = seen(accept(OWNER, NOW));
    inbox.store(summary(job, "first", 0), OptionalLong.empty());
    long first = status(job).orElseThrow().number().orElseThrow();
    inbox.store(text(job, "late text", 1), OptionalLong.of(0));
    inbox.store(summary(job, "revised", 2), OptionalLong.of(1));
    long second = status(job).orElseThrow().number().orElseThrow();
    assertThat(second).isGreaterThan(first);
    assertThat(Gzip.unpacked(done(shelf.document(OWNER, first)).orElseThrow()))
        .contains("\"first\"")
        .doesNotContain("late text");
    assertThat(Gzip.unpacked(done(shelf.document(OWNER, second)).orElseThrow()))
        .contains("\"revised\"", "late text");
  }

  @Test
  void store_cursorMovedByAnother_writesNothing() throws Exception {
    JobId job = seen(accept(OWNER, NOW));
    inbox.store(text(job, "one", 5), OptionalLong.empty());
    assertThatThrownBy(() -> inbox.store(summary(job, "x", 9), OptionalLong.of(4)))
        .isInstanceOf(Inbox.Fenced.class);
    assertThatThrownBy(() -> inbox.store(summary(job, "x", 9), OptionalLong.empty()))
        .isInstanceOf(Inbox.Fenced.class);
    assertThat(inbox.cursor()).hasValue(5);
    assertThat(count("message")).isEqualTo(1);
  }

  @Test
  void failOverdue_endsThoseWhoseTimeIsOver_withTheirStage() throws Exception {
    JobId late = seen(accept(OWNER, NOW));
    JobId early = accept(OWNER, NOW.plusSeconds(60));
    assertThat(new Deadlines(database).failOverdue(NOW.plusSeconds(601), 600)).isEqualTo(1);
    JobStatus status = status(late).orElseThrow();
    assertThat(status.progress().state()).isEqualTo(State.FAILURE);
    assertThat(status.problem().orElseThrow()).contains("job-timeout", "600 s");
    assertThat(state(status(early))).isEqualTo(State.QUEUED);
  }

  @Test
  void seeing_erasesTheToken() throws Exception {
    seen(accept(OWNER, NOW));
    List<String> tokens =
        database.transactNow(
            connection ->
                Sql.list(
                    connection,
                    row -> row.getString(1),
                    "select token from jobs.job where token is not null"));
    assertThat(tokens).isEmpty();
  }

  @Test
  void list_isNewestFirst_ownOnly_searchedAndInPages() throws Exception {
    JobId receipt = seen(accept(OWNER, NOW));
    inbox.store(text(receipt, "Green Grocer", 0), OptionalLong.empty());
    inbox.store(summary(receipt, "s", 1), OptionalLong.of(0));
    JobId second = accept(OWNER, NOW);
    accept(OTHER, NOW);

    assertThat(ids(list(Optional.empty(), OptionalLong.empty(), 10)))
        .containsExactly(second, receipt);
    assertThat(ids(list(Optional.of("grocer green"), OptionalLong.empty(), 10)))
        .containsExactly(receipt);
    assertThat(ids(list(Optional.of("'; drop table jobs.job --"), OptionalLong.empty(), 10)))
        .isEmpty();
    List<Listed> page = list(Optional.empty(), OptionalLong.empty(), 1);
    assertThat(ids(list(Optional.empty(), OptionalLong.of(page.get(0).sequence()), 10)))
        .containsExactly(receipt);
  }

  @Test
  void changeFeed_tellsTheOwnersWatchers_ofWhatIsDurable() throws Exception {
    Watchers watchers = new Watchers();
    var mailbox = watchers.join(OWNER);
    try (ChangeFeed feed = ChangeFeed.start(settings, watchers)) {
      mailbox.take().toCompletableFuture().get(30, TimeUnit.SECONDS); // it listens now
      assertThat(feed.hearing()).isTrue();
      JobId job = accept(OWNER, NOW);
      accept(OTHER, NOW);
      var letters = mailbox.take().toCompletableFuture().get(30, TimeUnit.SECONDS);
      assertThat(letters.changes()).extracting(JobStatus::job).containsExactly(job);
    }
  }

  @Test
  void turn_isOneProcessesOnly_untilItsConnectionEnds() throws Exception {
    Turn first = Turn.take(settings).orElseThrow();
    assertThat(first.held()).isTrue();
    assertThat(Turn.take(settings)).isEmpty();
    first.close();
    try (Turn second = Turn.take(settings).orElseThrow()) {
      assertThat(second.held()).isTrue();
    }
  }

  @Test
  void sharedView_once_isOnce() {
    SharedViews views = new SharedViews(database);
    assertThat(done(views.first("n", "result", NOW.plusSeconds(60), NOW))).isTrue();
    assertThat(done(views.first("n", "result", NOW.plusSeconds(60), NOW))).isFalse();
    assertThat(done(views.first("n", "page 1", NOW.plusSeconds(60), NOW))).isTrue();
  }

  private Queue queue() {
    return new Queue(database, UUID.randomUUID(), LEASE);
  }

  private static List<JobId> takeAll(Queue queue) throws Exception {
    List<JobId> all = new ArrayList<>();
    for (Optional<Work> work = queue.take(); work.isPresent(); work = queue.take()) {
      all.add(work.get().job());
    }
    return all;
  }

  /** A job whose one image is at ingestion. */
  private JobId seen(JobId job) throws Exception {
    Queue queue = queue();
    while (!queue.take().orElseThrow().job().equals(job)) {
      assertThat(job).isNotNull();
    }
    queue.sent(job, 1, acknowledged(job), Progress.sending(1, 1));
    queue.seeing(job, completion);
    return job;
  }

  private JobId accept(ClientId owner, Instant at) {
    try {
      NewJob job = newJob(owner, at);
      Path file = Files.write(folder.resolve(job.id().toString()), new byte[] {1, 2, 3});
      Desk.Upload upload = new Desk.Upload(file, FileType.PNG);
      assertThat(done(desk.accept(job, Optional.of(upload), 100))).isTrue();
      return job.id();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NewJob newJob(ClientId owner, Instant at) {
    return new NewJob(
        new JobId(UUID.randomUUID()),
        owner,
        Optional.empty(),
        Optional.of("page.png"),
        at,
        at.plusSeconds(600),
        "token",
        List.of(TaskId.parse("ocr-1.0").orElseThrow()),
        true);
  }

  private static Acknowledgement acknowledged(JobId job) {
    return new Acknowledgement(job.toString(), IMAGE, "", 3, 10, 20, true, "");
  }

  private Message text(JobId job, String text, long cursor) {
    return message(
        "text" + text.hashCode(),
        "ocr.v1m0.Text",
        job,
        cursor,
        "\"image\":\"" + IMAGE + "\",",
        "{\"text\":\"" + text + "\\n\",\"lines\":[],\"count\":1}");
  }

  private Message summary(JobId job, String sentence, long cursor) {
    return message(
        "summary" + messages++,
        "summary.v1m0.Summary",
        job,
        cursor,
        "",
        "{\"sentence\":\"" + sentence + "\",\"images\":[{\"image\":\"" + IMAGE + "\"}]}");
  }

  private static Message message(
      String id, String type, JobId job, long cursor, String image, String data) {
    return Messages.message(
        String.format(
            "{\"id\":\"%s\",\"type\":\"%s\",\"timestamp\":\"%s\",\"cursor\":%d,"
                + "\"transaction\":\"%s\",%s\"data\":%s}",
            id, type, NOW, cursor, job, image, data));
  }

  private Optional<JobStatus> status(JobId job) {
    return done(desk.status(OWNER, job));
  }

  private static State state(Optional<JobStatus> status) {
    return status.orElseThrow().progress().state();
  }

  private List<Listed> list(Optional<String> words, OptionalLong after, int most) {
    return done(shelf.list(OWNER, words, Optional.empty(), after, most));
  }

  private static List<JobId> ids(List<Listed> jobs) {
    return jobs.stream().map(job -> job.status().job()).toList();
  }

  private long count(String table) throws Exception {
    return database.transactNow(
        connection ->
            Sql.first(connection, row -> row.getLong(1), "select count(*) from jobs." + table)
                .orElseThrow());
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
