package ocelli.links.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ocelli.links.core.Found;
import ocelli.links.core.Link;
import ocelli.links.core.Target;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class LookupsTest {
  private final List<List<String>> queries = new ArrayList<>();
  private final List<CompletableFuture<Map<String, Link>>> answers = new ArrayList<>();
  private final Lookups lookups = new Lookups(this::query, 2);

  private CompletionStage<Map<String, Link>> query(List<String> codes) {
    queries.add(codes);
    answers.add(new CompletableFuture<>());
    return answers.get(answers.size() - 1);
  }

  @Test
  void find_whileTwoRun_theOthersTogether() {
    IntStream.range(0, 5).forEach(i -> lookups.find("c" + i));
    assertThat(queries).containsExactly(List.of("c0"), List.of("c1"));
    answers.get(0).complete(Map.of());
    assertThat(queries).endsWith(List.of("c2", "c3", "c4")).hasSize(3);
  }

  @Test
  void find_answered_eachGetsItsOwn() {
    CompletableFuture<Found> one = lookups.find("one").toCompletableFuture();
    CompletableFuture<Found> other = lookups.find("other").toCompletableFuture();
    answers.get(0).complete(Map.of("one", link("one")));
    answers.get(1).complete(Map.of());
    assertThat(one).isCompletedWithValue(new Found.Known(link("one")));
    assertThat(other).isCompletedWithValue(Found.Unknown.INSTANCE);
  }

  @Test
  void find_failure_onlyOfThatQuery() {
    CompletableFuture<Found> one = lookups.find("one").toCompletableFuture();
    CompletableFuture<Found> other = lookups.find("other").toCompletableFuture();
    answers.get(0).completeExceptionally(new IllegalStateException("away"));
    answers.get(1).complete(Map.of());
    assertThat(one).isCompletedExceptionally();
    assertThat(other).isCompleted();
  }

  @Test
  void find_fromManyThreads_allAnsweredAndNeverMoreQueriesThanAllowed() throws Exception {
    ExecutorService database = Executors.newFixedThreadPool(4);
    ExecutorService visitors = Executors.newFixedThreadPool(8);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Function<List<String>, CompletionStage<Map<String, Link>>> query =
        codes -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          return CompletableFuture.supplyAsync(
              () -> {
                running.decrementAndGet();
                return codes.stream().collect(Collectors.toMap(code -> code, LookupsTest::link));
              },
              database);
        };
    Lookups busy = new Lookups(query, 2);
    List<CompletableFuture<Found>> found =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(() -> busy.find("c" + i), visitors)
                        .thenCompose(answer -> answer))
            .toList();
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(new Found.Known(link("c" + i)));
    }
    assertThat(most.get()).isLessThanOrEqualTo(2);
    visitors.shutdown();
    database.shutdown();
  }

  private static Link link(String code) {
    return new Link(
        code,
        new ClientId("shop"),
        new Target.Url("https://example.com/" + code),
        Instant.EPOCH,
        Optional.empty(),
        OptionalLong.empty(),
        0,
        Optional.empty());
  }
}
