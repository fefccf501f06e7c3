package ocelli.jobs.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import ocelli.authz.door.BearerDoor;
import ocelli.authz.door.Revocations;
import ocelli.authz.issue.TokenMint;
import ocelli.authz.verify.KeySource;
import ocelli.authz.verify.TokenVerifier;
import ocelli.jobs.core.JobId;
import ocelli.jobs.core.Watchers;
import ocelli.jobs.jdbc.Desk;
import ocelli.jobs.jdbc.NewJob;
import ocelli.jobs.jdbc.Shelf;
import ocelli.protocol.ClientId;
import ocelli.runtime.http.Problems;
import ocelli.runtime.jdbc.Database;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /api/v1/services} as a client sees it, each test with jobs of an owner of its own. */
class JobListIT {
  private static final int PAGE = 50;
  private static final KeySource KEYS = KeySource.generated(2048);
  private static final TokenMint MINT = new TokenMint(KEYS, Clock.systemUTC(), new Random(1));
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static TestNode node;
  private static Database database;
  private static Desk desk;
  private static ServerBinding server;

  @BeforeAll
  static void serve() throws Exception {
    node = LiveBackend.shared().node("");
    ActorSystem<?> system = node.context().system();
    database =
        Database.open(system, LiveBackend.shared().newDatabase(), "jobs")
            .migrate("db/jobs", "jobs");
    desk = new Desk(database);
    Clock clock = Clock.systemUTC();
    TokenVerifier verifier = TokenVerifier.create(KEYS);
    AcceptanceSettings accepted =
        new AcceptanceSettings(List.of(), List.of(), "", Duration.ofMinutes(1), 1, Duration.ZERO);
    JobsRoutes routes =
        new JobsRoutes(
            system,
            new Entrance(new BearerDoor(verifier, Revocations.none()), clock),
            desk,
            new Shelf(database),
            new Acceptance(
                desk, Optional::empty, verifier, accepted, node.context().metersOf("jobs"), clock),
            new Changes(new Watchers(), desk),
            clock);
    server =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bind(
                Problems.sealed(
                    routes.routes(
                        new UploadSettings(1_000, Duration.ofMinutes(1)), false, accepted)))
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
  }

  @AfterAll
  static void end() {
    database.close();
    node.close();
  }

  @Test
  void after_whatNextSaid_goesOnWithoutGapOrRepeat() throws Exception {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < PAGE + 1; i++) {
      newestFirst.add(named("pager", "page " + i));
    }
    Collections.reverse(newestFirst);

    JsonNode first = list("pager", "");
    assertThat(jobs(first)).isEqualTo(newestFirst.subList(0, PAGE));
    JsonNode second = list("pager", "?after=" + first.path("next").textValue());
    assertThat(jobs(second)).containsExactly(newestFirst.get(PAGE));
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(jobs(list("pager", "?after=0"))).isEmpty();
    assertThat(jobs(list("pager", "?after=" + "9".repeat(18)))).hasSize(PAGE);
    assertThat(jobs(list("pager", "?after="))).hasSize(PAGE);
  }

  @Test
  void q_findsWords_ownOnly() throws Exception {
    String receipt = named("searcher", "Green Grocer");
    String invoice = named("searcher", "Blue Bakery");
    named("neighbour", "Green Grocer");

    assertThat(jobs(list("searcher", "?q=" + encoded(" grocer green ")))).containsExactly(receipt);
    assertThat(jobs(list("searcher", "?q=" + "x".repeat(200)))).isEmpty();
    assertThat(jobs(list("searcher", "?q=" + encoded("'\"():&|!")))).hasSizeBetween(0, 2);
    assertThat(jobs(list("searcher", "?q=%FF"))).isEmpty(); // no UTF-8
    assertThat(jobs(list("searcher", "?q=+"))).containsExactly(invoice, receipt);
  }

  @Test
  void url_isExact_andAllTogetherMustHold() throws Exception {
    String early = fetched("fetcher", "https://example.com/a.png?b=c d&e");
    String late = fetched("fetcher", "https://example.com/a.png?b=c d&e");
    fetched("fetcher", "https://example.com/a.png");
    named("fetcher", "https://example.com/a.png?b=c d&e");

    String there = "?url=" + encoded("https://example.com/a.png?b=c d&e");
    JsonNode found = list("fetcher", there);
    assertThat(jobs(found)).containsExactly(late, early);
    assertThat(jobs(list("fetcher", "?url="))).hasSize(4);
    assertThat(jobs(list("fetcher", there + "&q=nowhere"))).isEmpty();
    assertThat(jobs(list("fetcher", there + "&after=0&q="))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "q, q=a%00b",
    "url, url=a%00b",
    "after, after=-1",
    "after, after=1.5",
    "after, after=first",
    "after, after=%D9%A1", // a digit, but not one of ours
    "after, after=9999999999999999999", // more than a long
    "Q, Q=a",
    "limit, limit=10",
    "limit, q=a&limit=10",
    "q, q=a&q=b",
    "url, url=a&after=1&url=a",
    "after, after=1&after=",
  })
  void nonsense_isRefused_byItsName(String field, String query) throws Exception {
    assertRefused(get("anybody", "?" + query), field);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 1_500})
  void q_tooLong_isRefused(int characters) throws Exception {
    assertRefused(get("anybody", "?q=" + "x".repeat(characters)), "q");
  }

  private static void assertRefused(HttpResponse<String> answer, String field) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("code").asText()).isEqualTo("bad-field");
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("detail").asText()).startsWith(field + ": ");
  }

  private static String named(String owner, String name) {
    return accept(owner, Optional.empty(), Optional.of(name));
  }

  private static String fetched(String owner, String url) {
    return accept(owner, Optional.of(url), Optional.empty());
  }

  private static String accept(String owner, Optional<String> url, Optional<String> name) {
    JobId id = new JobId(UUID.randomUUID());
    NewJob job =
        new NewJob(
            id,
            new ClientId(owner),
            url,
            name,
            node.context().clock().instant(),
            node.context().clock().instant().plusSeconds(600),
            "token",
            List.of(),
            false);
    assertThat(desk.accept(job, Optional.empty(), 1_000).toCompletableFuture().join()).isTrue();
    return id.toString();
  }

  private static List<String> jobs(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.path("jobs").forEach(job -> ids.add(job.path("job").asText()));
    return ids;
  }

  private static JsonNode list(String owner, String query) throws Exception {
    HttpResponse<String> answer = get(owner, query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> get(String owner, String query) throws Exception {
    String token = MINT.authorisation(new ClientId(owner), Map.of("jobs-1.*", true));
    int port = server.localAddress().getPort();
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/services" + query))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
