package ocelli.jobs.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one watcher has not read yet: of each job only the latest. A watcher that reads slowly hears
 * less often, and of at most a fixed number of jobs; beyond that it is told to list anew. Safe for
 * several threads; one reads.
 */
public final class Mailbox {
  /** Jobs that may wait for one watcher: 100 pending ones and as many that just ended. */
  static final int MOST = 200;

  private final Map<JobId, JobStatus> waiting = new LinkedHashMap<>();
  private Optional<Set<JobId>> watched = Optional.empty();
  private final Set<JobId> changed = new HashSet<>();
  private int snapshots;
  private boolean dropped;
  private boolean closed;
  private @Nullable CompletableFuture<Letters> reader;

  /**
   * What was there.
   *
   * @param changes the latest of each job
   * @param dropped whether changes of other jobs were dropped before these
   * @param closed whether nothing more will come
   */
  public record Letters(List<JobStatus> changes, boolean dropped, boolean closed) {
    public Letters {
      changes = List.copyOf(changes);
    }
  }

  /** From now on hears only of these. */
  public synchronized void watch(Set<JobId> jobs) {
    watched = Optional.of(Set.copyOf(jobs));
    waiting.keySet().retainAll(jobs);
  }

  /** How jobs stand is being looked up: a change that comes meanwhile is the newer one. */
  public synchronized void expectSnapshot() {
    snapshots++;
  }

  /** What was looked up since {@link #expectSnapshot}. */
  public void snapshot(List<JobStatus> jobs) {
    unchanged(jobs).forEach(this::put);
  }

  private synchronized List<JobStatus> unchanged(List<JobStatus> jobs) {
    List<JobStatus> same = jobs.stream().filter(job -> !changed.contains(job.job())).toList();
    snapshots--;
    if (snapshots == 0) {
      changed.clear();
    }
    return same;
  }

  /** Puts a change in, in place of an earlier one of the same job. */
  public void put(JobStatus change) {
    deliver(offered(change));
  }

  private synchronized @Nullable Delivery offered(JobStatus change) {
    if (closed || watched.filter(jobs -> !jobs.contains(change.job())).isPresent()) {
      return null;
    }
    if (snapshots > 0) {
      changed.add(change.job());
    }
    waiting.remove(change.job());
    waiting.put(change.job(), change);
    if (waiting.size() > MOST) {
      waiting.remove(waiting.keySet().iterator().next());
      dropped = true;
    }
    return taken();
  }

  /** Says that changes may have been missed. */
  public void missed() {
    deliver(missing());
  }

  private synchronized @Nullable Delivery missing() {
    dropped = true;
    return taken();
  }

  /** What waits, as soon as something does. One call at a time. */
  public CompletionStage<Letters> take() {
    CompletableFuture<Letters> next = new CompletableFuture<>();
    deliver(asked(next));
    return next;
  }

  private synchronized @Nullable Delivery asked(CompletableFuture<Letters> next) {
    reader = next;
    return taken();
  }

  /** Nothing more comes. */
  public void close() {
    deliver(closing());
  }

  private synchronized @Nullable Delivery closing() {
    closed = true;
    return taken();
  }

  private @Nullable Delivery taken() {
    CompletableFuture<Letters> waitingReader = reader;
    if (waitingReader == null || (waiting.isEmpty() && !dropped && !closed)) {
      return null;
    }
    Letters letters = new Letters(new ArrayList<>(waiting.values()), dropped, closed);
    waiting.clear();
    dropped = false;
    reader = null;
    return new Delivery(waitingReader, letters);
  }

  /** Outside the lock: whoever waits may do anything. */
  private static void deliver(@Nullable Delivery delivery) {
    if (delivery != null) {
      delivery.reader().complete(delivery.letters());
    }
  }

  private record Delivery(CompletableFuture<Letters> reader, Letters letters) {}
}
