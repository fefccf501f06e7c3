package ocelli.allinone.processes;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.model.HttpRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ocelli.allinone.status.Costs;

/** What is wrong with the processes, by the names that {@link Costs} knows. */
final class FleetStatus {
  private static final Duration PATIENCE = Duration.ofSeconds(4); // a node's own checks take 3
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ActorSystem<?> system;
  private final Supplier<Collection<Child.State>> children;

  FleetStatus(ActorSystem<?> system, Supplier<Collection<Child.State>> children) {
    this.system = system;
    this.children = children;
  }

  /** A node's own words: the checks that fail; empty where it cannot be reached. */
  private record Node(String service, Optional<Set<String>> wrong) {}

  /** Asks every process. */
  CompletionStage<Set<String>> look() {
    List<CompletableFuture<Node>> answers = children.get().stream().map(this::ask).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> summed(answers.stream().map(CompletableFuture::join).toList()));
  }

  private static Set<String> summed(List<Node> nodes) {
    Set<String> wrong = new TreeSet<>();
    Map<String, List<Node>> services =
        nodes.stream()
            .collect(Collectors.groupingBy(Node::service, TreeMap::new, Collectors.toList()));
    services.forEach(
        (service, own) -> {
          long away = own.stream().filter(node -> node.wrong().isEmpty()).count();
          if (away > 0) {
            wrong.add(away == own.size() ? Costs.away(service) : Costs.fewer(service));
          }
          own.forEach(node -> node.wrong().ifPresent(wrong::addAll));
        });
    return wrong;
  }

  private CompletableFuture<Node> ask(Child.State child) {
    Place place = child.place();
    if (place == null) {
      return CompletableFuture.completedFuture(new Node(child.service(), Optional.empty()));
    }
    if (child.service().equals("broker")) { // it has no port for operators; its clients tell
      return CompletableFuture.completedFuture(new Node(child.service(), Optional.of(Set.of())));
    }
    return Http.get(system)
        .singleRequest(HttpRequest.GET(place.management() + "/health/ready"))
        .thenCompose(response -> response.entity().toStrict(PATIENCE.toMillis(), system))
        .thenApply(
            body -> new Node(child.service(), Optional.of(wrong(body.getData().utf8String()))))
        .toCompletableFuture()
        .completeOnTimeout(
            new Node(child.service(), Optional.empty()), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> new Node(child.service(), Optional.empty()));
  }

  private static Set<String> wrong(String ready) {
    try {
      JsonNode said = JSON.readTree(ready);
      Set<String> names = new TreeSet<>();
      said.path("problems").fieldNames().forEachRemaining(names::add);
      said.path("degraded").fieldNames().forEachRemaining(names::add);
      return names;
    } catch (JsonProcessingException e) {
      throw new CompletionException(e);
    }
  }
}
