package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.JobStatus;
import ocelli.jobs.core.Progress;
import ocelli.jobs.core.State;
import ocelli.jobs.core.Watchers;
import ocelli.jobs.jdbc.Desk;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.Database;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 500 people watch their own jobs over real WebSockets, one of them reads nothing: nobody hears of
 * another's, and memory stays. {@code -Docelli.it.subscribers.seconds=600} is the long form.
 */
class SubscribersIT {
  private static final int SUBSCRIBERS = 500;
  private static final int JOBS_EACH = 3;
  private static final long SECONDS = Long.getLong("ocelli.it.subscribers.seconds", 5);
  private static final double GROWTH = 1.10; // what issue 3 allows over ten minutes
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  // Of the launcher's application.conf: one who reads nothing is not cut for it.
  private static final String AS_SHIPPED = "akka.http.server.idle-timeout = infinite";
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final TokenMint MINT = new TokenMint(KEYS, Clock.systemUTC(), new Random(1));

  private final Watchers watchers = new Watchers();
  private TestNode node;
  private Database database;
  private ServerBinding server;

  @BeforeEach
  void serve() throws Exception {
    node = LiveBackend.shared().node(AS_SHIPPED);
    database =
        Database.open(node.context().system(), LiveBackend.shared().newDatabase(), "jobs")
            .migrate("db/jobs", "jobs");
    Desk desk = new Desk(database);
    Clock clock = Clock.systemUTC();
    SocketRoutes routes =
        new SocketRoutes(
            node.context().system(),
            new Entrance(new BearerDoor(TokenVerifier.create(KEYS), Revocations.none()), clock),
            desk,
            new Changes(watchers, desk),
            clock);
    server =
        Http.get(node.context().system())
            .newServerAt("127.0.0.1", 0)
            .bind(Problems.sealed(routes.routes()))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void end() {
    watchers.close();
    database.close();
    node.close();
  }

  @Test
  void subscribers_oneSlow_hearOfTheirOwnOnly_andMemoryStays() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < SUBSCRIBERS; i++) {
      subscribers.add(open(client, i));
    }
    Subscriber slow = subscribers.get(0);
    slow.stopReading();
    await(() -> watchers.size() == SUBSCRIBERS, "all are there");

    int percent = 0;
    for (int round = 0; round < 50; round++) {
      percent = publish(percent);
    }
    awaitAll(subscribers, slow, percent);
    long before = usedAfterCollection();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < deadline) {
      percent = publish(percent);
      awaitAll(subscribers, slow, percent);
    }
    assertThat(usedAfterCollection())
        .as("bytes used, %d rounds after %d", percent, before)
        .isLessThan((long) (before * GROWTH));
    assertThat(subscribers).allMatch(subscriber -> subscriber.strange() == 0);

    int last = percent;
    slow.readOn();
    await(() -> slow.upTo(last), "the slow one hears the latest of each of its jobs, " + slow);
    assertThat(slow.heard()).isLessThan((long) JOBS_EACH * last);
  }

  private Subscriber open(HttpClient client, int number) {
    ClientId owner = new ClientId("owner-" + number);
    Subscriber subscriber = new Subscriber(number, JOBS_EACH);
    client
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + MINT.authorisation(owner, Map.of("jobs-1.*", true)))
        .buildAsync(
            URI.create("ws://127.0.0.1:" + server.localAddress().getPort() + "/websocket"),
            subscriber)
        .join();
    return subscriber;
  }

  /** The next state of every job of everybody. */
  private int publish(int before) {
    int percent = before + 1;
    for (int owner = 0; owner < SUBSCRIBERS; owner++) {
      for (int job = 0; job < JOBS_EACH; job++) {
        watchers.changed(
            new JobStatus(
                new ClientId("owner-" + owner),
                new JobId(new UUID(owner, job)),
                new Progress(State.SEEING, "x".repeat(200), percent),
                OptionalLong.empty(),
                Optional.empty()));
      }
    }
    return percent;
  }

  private static void awaitAll(List<Subscriber> subscribers, Subscriber slow, int percent)
      throws Exception {
    await(
        () -> subscribers.stream().allMatch(one -> one == slow || one.upTo(percent)),
        "all but the slow one heard of " + percent);
  }

  private static void await(BooleanSupplier condition, String what) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static long usedAfterCollection() throws Exception {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
