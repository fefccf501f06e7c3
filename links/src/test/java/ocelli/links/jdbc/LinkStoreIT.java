package ocelli.links.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ocelli.links.core.Link;
import ocelli.links.core.Made;
import ocelli.links.core.Target;
import ocelli.protocol.ClientId;
import ocelli.runtime.jdbc.Database;
import ocelli.runtime.jdbc.DatabaseSettings;
import ocelli.testkit.LiveBackend;
import ocelli.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must be exact when many want the same at a time, on a real database. */
class LinkStoreIT {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final ClientId SHOP = new ClientId("shop");
  private static final int THREADS = 16;

  private static TestNode node;
  private static Database database;
  private static LinkStore store;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @BeforeAll
  static void open() {
    node = LiveBackend.shared().node("");
    DatabaseSettings settings = LiveBackend.shared().newDatabase();
    database = Database.open(node.context().system(), settings, "links");
    store = LinkStore.open(database);
  }

  @AfterAll
  static void close() {
    database.close();
    node.close();
  }

  /**
   * Sixty wishes with ten codes each out of a hundred, each made eight times at once: every wish
   * has one code, which is nobody else's, and only who found all ten taken has none.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void add_collisionsAtATime_oneCodeAWishAndNoneTwice(long seed) throws Exception {
    Random random = new Random(seed);
    Map<Integer, List<String>> candidates = new HashMap<>();
    List<Callable<Map.Entry<Integer, Made>>> calls = new ArrayList<>();
    for (int wish = 0; wish < 60; wish++) {
      int number = wish;
      candidates.put(wish, codes(random, seed));
      for (int again = 0; again < 8; again++) {
        calls.add(() -> Map.entry(number, made(seed, number, candidates.get(number))));
      }
    }
    Collections.shuffle(calls, random);

    Map<Integer, Set<String>> codesOfWish = new HashMap<>();
    Map<Integer, Integer> newOfWish = new HashMap<>();
    List<Integer> without = new ArrayList<>();
    for (Future<Map.Entry<Integer, Made>> call : threads.invokeAll(calls)) {
      int wish = call.get().getKey();
      Made made = call.get().getValue();
      if (made instanceof Made.NoCode) {
        without.add(wish);
      } else {
        codesOfWish.computeIfAbsent(wish, key -> new HashSet<>()).add(code(made));
        newOfWish.merge(wish, made instanceof Made.New ? 1 : 0, Integer::sum);
      }
    }

    assertThat(codesOfWish.values()).allMatch(codes -> codes.size() == 1);
    assertThat(newOfWish.values()).allMatch(count -> count == 1);
    List<String> all = codesOfWish.values().stream().flatMap(Set::stream).toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(without).allMatch(wish -> all.containsAll(candidates.get(wish)));
    assertThat(candidates.keySet().stream().filter(w -> slid(w, candidates, codesOfWish)).count())
        .as("collisions were forced")
        .isPositive();
  }

  private static boolean slid(
      int wish, Map<Integer, List<String>> candidates, Map<Integer, Set<String>> codes) {
    return !codes.getOrDefault(wish, Set.of()).contains(candidates.get(wish).get(0));
  }

  private static List<String> codes(Random random, long seed) {
    return random.ints(0, 100).distinct().limit(10).mapToObj(i -> "code" + seed + "x" + i).toList();
  }

  private static Made made(long seed, int wish, List<String> codes) {
    byte[] fingerprint = ByteBuffer.allocate(32).putLong(seed).putInt(wish).array();
    return store
        .add(
            codes, fingerprint, link("https://example.com/" + wish, OptionalLong.empty())::withCode)
        .toCompletableFuture()
        .join();
  }

  private static String code(Made made) {
    return made instanceof Made.New fresh ? fresh.link().code() : ((Made.There) made).link().code();
  }

  @Test
  void visit_moreThanTheCapAtATime_exactlyTheCap() throws Exception {
    store
        .add(List.of("capped123"), null, link("https://e.com/", OptionalLong.of(25))::withCode)
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    CyclicBarrier together = new CyclicBarrier(THREADS);
    List<Callable<Long>> visitors =
        IntStream.range(0, THREADS)
            .<Callable<Long>>mapToObj(
                i ->
                    () -> {
                      together.await(30, TimeUnit.SECONDS);
                      return IntStream.range(0, 10).filter(j -> visited("capped123", NOW)).count();
                    })
            .toList();
    long opened = 0;
    for (Future<Long> visitor : threads.invokeAll(visitors)) {
      opened += visitor.get();
    }
    assertThat(opened).isEqualTo(25);
  }

  @Test
  void visit_expiredMeanwhile_notCounted() {
    Link link =
        new Link(
            "late12345",
            SHOP,
            new Target.Url("https://e.com/"),
            NOW,
            Optional.of(NOW.plusSeconds(1)),
            OptionalLong.of(5),
            0,
            Optional.empty());
    store.add(List.of("late12345"), null, link::withCode).toCompletableFuture().join();
    assertThat(visited("late12345", NOW)).isTrue();
    assertThat(visited("late12345", NOW.plusSeconds(1))).isFalse();
  }

  @Test
  void purge_expiredForLong_forgotten() {
    Link link =
        new Link(
            "old123456",
            SHOP,
            new Target.Url("https://e.com/"),
            NOW,
            Optional.of(NOW.minusSeconds(100)),
            OptionalLong.empty(),
            0,
            Optional.empty());
    store.add(List.of("old123456"), null, link::withCode).toCompletableFuture().join();
    assertThat(store.purge(NOW.minusSeconds(100)).toCompletableFuture().join()).isZero();
    assertThat(store.purge(NOW.minusSeconds(99)).toCompletableFuture().join()).isEqualTo(1);
  }

  @Test
  void list_moreThanAPart_eachOnce() {
    ClientId owner = new ClientId("lister");
    for (int i = 0; i < 25; i++) {
      Link link =
          new Link(
              "",
              owner,
              new Target.Job(i + 1, Set.of()),
              NOW,
              Optional.empty(),
              OptionalLong.empty(),
              0,
              Optional.empty());
      store.add(List.of("list" + i), null, link::withCode).toCompletableFuture().join();
    }
    List<String> seen = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      var page = store.list(owner, after.get(), 10).toCompletableFuture().join();
      page.links().forEach(one -> seen.add(one.code()));
      after = page.next();
    }
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
  }

  private static boolean visited(String code, Instant at) {
    return store.visit(code, at).toCompletableFuture().join().isPresent();
  }

  private static Link link(String url, OptionalLong cap) {
    return new Link("", SHOP, new Target.Url(url), NOW, Optional.empty(), cap, 0, Optional.empty());
  }
}
