package ocelli.allinone.processes;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ocelli.allinone.edge.Backends;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the nodes that run and do not answer: stopped, or hanging in their memory's end. The edge
 * sends them nothing more, and whoever waits for one of them is told to come again, until the node
 * answers. A process that ended needs no look: its keeper knows at once.
 */
final class Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final int MISSED = 2; // one late answer proves nothing on a busy machine

  private final ActorSystem<?> system;
  private final Supplier<Collection<Child.State>> children;
  private final Backends backends;
  private final Duration patience;
  private final Map<String, Silence> silences = new HashMap<>();

  /** How many looks in a row the node at a place did not answer. */
  private record Silence(Place at, int looks) {}

  /**
   * @param children as they are now
   * @param backends that the silent are taken out of
   * @param patience with one look
   */
  Pulse(
      ActorSystem<?> system,
      Supplier<Collection<Child.State>> children,
      Backends backends,
      Duration patience) {
    this.system = system;
    this.children = children;
    this.backends = backends;
    this.patience = patience;
  }

  /**
   * Looks at all, side by side; does not wait. Where more than half are silent at once it is this
   * process that stands still, or the machine, and nobody is judged.
   */
  void look() {
    Map<Child.State, CompletableFuture<Boolean>> looks = new LinkedHashMap<>();
    for (Child.State child : children.get()) {
      Place place = child.place();
      if (place != null && !child.service().equals("broker")) {
        looks.put(child, answers(place));
      }
    }
    var unused =
        CompletableFuture.allOf(looks.values().toArray(CompletableFuture<?>[]::new))
            .thenRun(() -> judge(looks));
  }

  private void judge(Map<Child.State, CompletableFuture<Boolean>> looks) {
    long silent = looks.values().stream().filter(well -> !well.join()).count();
    if (silent * 2 <= looks.size()) {
      looks.forEach((child, well) -> judge(child, well.join()));
    }
  }

  private CompletableFuture<Boolean> answers(Place place) {
    return Http.get(system)
        .singleRequest(HttpRequest.GET(place.management() + "/health/live"))
        .thenApply(
            response -> {
              response.discardEntityBytes(system);
              return response.status().equals(StatusCodes.OK);
            })
        .toCompletableFuture()
        .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> false);
  }

  private synchronized void judge(Child.State child, boolean well) {
    Place place = Objects.requireNonNull(child.place());
    Silence before = silences.get(child.name());
    int looks = before == null || !before.at().equals(place) ? 0 : before.looks();
    if (well) {
      silences.remove(child.name());
      if (looks >= MISSED) {
        LOG.info("{} answers again", child.name());
        backends.add(child.service(), child.name(), place.url());
      }
      return;
    }
    silences.put(child.name(), new Silence(place, looks + 1));
    if (looks + 1 == MISSED) {
      LOG.warn("{} does not answer: it is sent nothing until it does", child.name());
      backends.remove(child.service(), child.name());
    }
  }
}
