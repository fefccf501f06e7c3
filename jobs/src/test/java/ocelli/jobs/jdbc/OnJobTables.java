package ocelli.jobs.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import ocelli.client.core.Acknowledgement;
import ocelli.client.core.Message;
import ocelli.client.json.Messages;
import ocelli.jobs.core.FileType;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.jobs.core.State;
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
import org.junit.jupiter.api.io.TempDir;

/** The tables of jobs on a real database, empty before each test, and what is put there. */
class OnJobTables {
  static final ClientId OWNER = new ClientId("owner");
  static final ClientId OTHER = new ClientId("other");
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final Duration LEASE = Duration.ofMinutes(10); // longer than any test
  static final String IMAGE = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  private static TestNode node;
  DatabaseSettings settings;
  Database database;
  Desk desk;
  Shelf shelf;
  Completion completion;
  Inbox inbox;
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

  /** A process that works on jobs. */
  record Worker(Queue queue, Workbench bench) {}

  Worker worker(Duration lease) {
    UUID process = UUID.randomUUID();
    return new Worker(new Queue(database, process, lease), new Workbench(database, process));
  }

  Queue queue() {
    return worker(LEASE).queue();
  }

  /** A job whose one image is at ingestion. */
  JobId seen(JobId job) throws Exception {
    Worker worker = worker(LEASE);
    while (!worker.queue().take().orElseThrow().job().equals(job)) {
      assertThat(job).isNotNull();
    }
    send(worker, job);
    return job;
  }

  /** Its one image is acknowledged. */
  void send(Worker worker, JobId job) throws Exception {
    worker.bench().sent(job, 1, acknowledged(job), Progress.sending(1, 1));
    worker.bench().seeing(job, completion);
  }

  JobId accept(ClientId owner, Instant at) {
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

  static NewJob newJob(ClientId owner, Instant at) {
    return newJob(owner, at, Optional.empty(), Optional.of("page.png"));
  }

  static NewJob newJob(ClientId owner, Instant at, Optional<String> url, Optional<String> name) {
    return new NewJob(
        new JobId(UUID.randomUUID()),
        owner,
        url,
        name,
        at,
        at.plusSeconds(600),
        "token",
        List.of(TaskId.parse("ocr-1.0").orElseThrow()),
        true);
  }

  private static Acknowledgement acknowledged(JobId job) {
    return new Acknowledgement(job.toString(), IMAGE, "", 3, 10, 20, true, "");
  }

  Message text(JobId job, String text, long cursor) {
    return message(
        "text" + text.hashCode(),
        "ocr.v1m0.Text",
        job,
        cursor,
        "\"image\":\"" + IMAGE + "\",",
        "{\"text\":\"" + text + "\\n\",\"lines\":[],\"count\":1}");
  }

  Message summary(JobId job, String sentence, long cursor) {
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

  Optional<JobStatus> status(JobId job) {
    return done(desk.status(OWNER, job));
  }

  static State state(Optional<JobStatus> status) {
    return status.orElseThrow().progress().state();
  }

  List<Listed> list(Optional<String> words, OptionalLong after, int most) {
    return done(shelf.list(OWNER, words, Optional.empty(), after, most));
  }

  static List<JobId> ids(List<Listed> jobs) {
    return jobs.stream().map(job -> job.status().job()).toList();
  }

  long count(String table) throws Exception {
    return database.transactNow(
        connection ->
            Sql.first(connection, row -> row.getLong(1), "select count(*) from jobs." + table)
                .orElseThrow());
  }

  static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
