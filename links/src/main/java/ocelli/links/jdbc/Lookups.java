package ocelli.links.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import ocelli.links.core.Found;
import ocelli.links.core.Link;

/**
 * Looks codes up in the database, those that come while others are being looked up together: so a
 * wave of codes that nobody remembers costs few queries, and one alone waits for nothing.
 * Thread-safe.
 */
public final class Lookups {
  private static final int TOGETHER = 100; // codes a query: a plan and an answer of 250 KB at most

  private final Function<List<String>, CompletionStage<Map<String, Link>>> query;
  private final int atATime;
  private final Queue<Asked> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();

  private record Asked(String code, CompletableFuture<Found> answer) {}

  /**
   * @param query the links of some codes; what is nobody's is not in the answer
   * @param atATime queries, at most
   */
  public Lookups(Function<List<String>, CompletionStage<Map<String, Link>>> query, int atATime) {
    this.query = query;
    this.atATime = atATime;
  }

  /** The link of a code. */
  public CompletionStage<Found> find(String code) {
    Asked asked = new Asked(code, new CompletableFuture<>());
    waiting.add(asked);
    start();
    return asked.answer();
  }

  /** Starts a query where one more may run and somebody waits. */
  private void start() {
    while (!waiting.isEmpty()) {
      if (running.incrementAndGet() > atATime) {
        running.decrementAndGet(); // whoever runs comes back here when it is done
        if (running.get() >= atATime) {
          return;
        }
        continue; // it was done just now, and may have missed us
      }
      List<Asked> batch = next();
      if (batch.isEmpty()) {
        running.decrementAndGet();
      } else {
        ask(batch);
      }
    }
  }

  private List<Asked> next() {
    List<Asked> batch = new ArrayList<>();
    for (Asked asked = waiting.poll(); asked != null; asked = waiting.poll()) {
      batch.add(asked);
      if (batch.size() == TOGETHER) {
        break;
      }
    }
    return batch;
  }

  private void ask(List<Asked> batch) {
    CompletionStage<Map<String, Link>> links =
        query.apply(batch.stream().map(Asked::code).distinct().toList());
    links.whenComplete(
        (found, failure) -> {
          running.decrementAndGet();
          start();
          batch.forEach(
              asked -> {
                if (failure != null) {
                  asked.answer().completeExceptionally(failure);
                } else {
                  asked.answer().complete(answer(found, asked.code()));
                }
              });
        });
  }

  private static Found answer(Map<String, Link> found, String code) {
    Link link = found.get(code);
    return link == null ? Found.Unknown.INSTANCE : new Found.Known(link);
  }
}
