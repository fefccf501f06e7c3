package ocelli.allinone.status;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Looks now and then at what is wrong, and remembers since when. It tells what two looks in a row
 * found: one alone proves little, for a check that is late on a busy machine counts as wrong.
 * Thread-safe.
 */
public final class StatusBoard {
  private static final Duration EVERY = Duration.ofSeconds(5); // as often as probes look, by habit
  private static final String PATH = "/status";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<CompletionStage<Set<String>>> look;
  private final Costs costs;
  private final Clock clock;
  private volatile Known known = new Known(Optional.empty(), new TreeMap<>());

  /** What was found by the last look: since when each thing is wrong. */
  private record Known(Optional<Instant> at, TreeMap<String, Instant> since) {
    Map<String, Instant> told() {
      Map<String, Instant> told = new TreeMap<>(since);
      at.ifPresent(now -> told.values().removeIf(now::equals));
      return told;
    }
  }

  StatusBoard(Supplier<CompletionStage<Set<String>>> look, Costs costs, Clock clock) {
    this.look = look;
    this.costs = costs;
    this.clock = clock;
  }

  /**
   * Begins to look.
   *
   * @param look answers what is wrong, by the names that {@link Costs} knows
   */
  public static StatusBoard watch(
      ActorSystem<?> system,
      Supplier<CompletionStage<Set<String>>> look,
      Costs costs,
      Clock clock) {
    StatusBoard board = new StatusBoard(look, costs, clock);
    board.lookOn(system);
    return board;
  }

  private void lookOn(ActorSystem<?> system) {
    lookOnce()
        .whenComplete(
            (done, failure) -> {
              if (!system.getWhenTerminated().toCompletableFuture().isDone()) {
                system
                    .scheduler()
                    .scheduleOnce(EVERY, () -> lookOn(system), system.executionContext());
              }
            });
  }

  CompletionStage<Void> lookOnce() {
    return look.get().thenAccept(this::learn);
  }

  private synchronized void learn(Set<String> wrong) {
    Instant now = clock.instant();
    TreeMap<String, Instant> since = new TreeMap<>();
    wrong.forEach(what -> since.put(what, known.since().getOrDefault(what, now)));
    known = new Known(Optional.of(now), since);
  }

  /** The answer to {@code GET /status}; empty for every other request. */
  public Optional<HttpResponse> answer(HttpRequest request) {
    boolean asked =
        request.method().equals(HttpMethods.GET) && request.getUri().path().equals(PATH);
    return asked
        ? Optional.of(
            HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, json())))
        : Optional.empty();
  }

  /**
   * {@code {"status","checked_at","degraded":[{"what","costs","since"}]}}: {@code well}, {@code
   * degraded}, or {@code unknown} before the first look.
   */
  String json() {
    Known now = known;
    ObjectNode body = JSON.createObjectNode();
    body.put("status", now.at().isEmpty() ? "unknown" : now.told().isEmpty() ? "well" : "degraded");
    now.at().ifPresent(at -> body.put("checked_at", at.toString()));
    ArrayNode degraded = body.putArray("degraded");
    for (Map.Entry<String, Instant> wrong : now.told().entrySet()) {
      degraded
          .addObject()
          .put("what", wrong.getKey())
          .put("costs", costs.of(wrong.getKey()))
          .put("since", wrong.getValue().toString());
    }
    return body.toString();
  }
}
