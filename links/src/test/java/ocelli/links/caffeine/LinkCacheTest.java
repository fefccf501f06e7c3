package ocelli.links.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import ocelli.links.core.Found;
import ocelli.links.core.Link;
import ocelli.links.core.Target;
import ocelli.protocol.ClientId;
import org.junit.jupiter.api.Test;

class LinkCacheTest {
  private final AtomicInteger queries = new AtomicInteger();
  private final Map<String, CompletableFuture<Found>> answers = new ConcurrentHashMap<>();
  private final LinkCache cache = new LinkCache(1 << 20, Duration.ofMinutes(1), this::query);

  private CompletionStage<Found> query(String code) {
    queries.incrementAndGet();
    return answers.computeIfAbsent(code, key -> new CompletableFuture<>());
  }

  @Test
  void find_manyAtATime_oneQuery() {
    CompletionStage<Found> first = cache.find("a");
    CompletionStage<Found> second = cache.find("a");
    assertThat(cache.present("a")).isEmpty();
    answers.get("a").complete(link("a"));
    assertThat(first.toCompletableFuture()).isCompletedWithValue(link("a"));
    assertThat(second.toCompletableFuture()).isCompletedWithValue(link("a"));
    assertThat(cache.present("a")).contains(link("a"));
    assertThat(queries).hasValue(1);
  }

  @Test
  void find_nobodys_remembered() {
    cache.find("b");
    answers.get("b").complete(Found.Unknown.INSTANCE);
    assertThat(cache.present("b")).contains(Found.Unknown.INSTANCE);
    cache.find("b");
    assertThat(queries).hasValue(1);
  }

  @Test
  void find_nobodysForLong_askedAgain() {
    LinkCache hasty = new LinkCache(1 << 20, Duration.ofNanos(1), this::query);
    answers.put("b", CompletableFuture.completedFuture(Found.Unknown.INSTANCE));
    hasty.find("b");
    hasty.find("b");
    assertThat(queries).hasValue(2);
  }

  @Test
  void find_failure_notRemembered() {
    cache.find("c");
    answers.remove("c").completeExceptionally(new IllegalStateException("database away"));
    CompletionStage<Found> again = cache.find("c");
    answers.get("c").complete(link("c"));
    assertThat(again.toCompletableFuture()).isCompletedWithValue(link("c"));
    assertThat(queries).hasValue(2);
  }

  /** What was read before a deletion and arrives after it must not stay. */
  @Test
  void drop_whileBeingRead_notKeptWhenItArrives() {
    cache.find("d");
    CompletableFuture<Found> early = answers.remove("d");
    cache.drop("d");
    early.complete(link("d"));
    assertThat(cache.present("d")).isEmpty();
  }

  @Test
  void dropAll_whileBeingRead_notKeptWhenItArrives() {
    cache.find("e");
    CompletableFuture<Found> early = answers.remove("e");
    cache.dropAll();
    early.complete(link("e"));
    assertThat(cache.present("e")).isEmpty();
  }

  @Test
  void visited_notHere_staysSo() {
    cache.visited(((Found.Known) link("f")).link());
    assertThat(cache.present("f")).isEmpty();
  }

  @Test
  void find_moreThanFit_bounded() {
    LinkCache small =
        new LinkCache(
            100_000, Duration.ofMinutes(1), code -> CompletableFuture.completedFuture(link(code)));
    for (int i = 0; i < 10_000; i++) {
      small.find("code" + i);
    }
    assertThat(small.size()).isBetween(1L, 100_000L / 320);
  }

  private static Found link(String code) {
    return new Found.Known(
        new Link(
            code,
            new ClientId("shop"),
            new Target.Url("https://example.com/" + code),
            Instant.EPOCH,
            Optional.empty(),
            OptionalLong.empty(),
            0,
            Optional.empty()));
  }
}
