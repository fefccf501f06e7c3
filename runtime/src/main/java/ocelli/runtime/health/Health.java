package ocelli.runtime.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The checks of a process, by name. Thread-safe. */
public final class Health {
  private final Map<String, Supplier<CompletionStage<Optional<String>>>> checks =
      new ConcurrentHashMap<>();
  private final Map<String, Supplier<CompletionStage<Optional<String>>>> degradations =
      new ConcurrentHashMap<>();

  /**
   * Adds a check, or replaces the one of that name.
   *
   * @param name what is checked: {@code push-journal}
   * @param check answers empty where all is well, otherwise what is wrong, for a person
   */
  public void register(String name, Supplier<CompletionStage<Optional<String>>> check) {
    checks.put(name, check);
  }

  /**
   * Adds a check of what a process can serve without, at a cost: it is told, but the process stays
   * ready, for taking it out would cost more.
   *
   * @param name what is checked: {@code links-database}
   * @param check answers empty where all is well, otherwise what is wrong and what still works
   */
  public void registerDegradation(String name, Supplier<CompletionStage<Optional<String>>> check) {
    degradations.put(name, check);
  }

  /**
   * What is wrong and can be served without, by name, sorted.
   *
   * @param patience after which an unanswered check counts as wrong
   */
  public CompletionStage<Map<String, String>> degradations(Duration patience) {
    return ask(degradations, patience);
  }

  /**
   * Runs all checks side by side.
   *
   * @param patience after which an unanswered check counts as wrong
   * @return what is wrong, by name, sorted; empty where all is well
   */
  public CompletionStage<Map<String, String>> problems(Duration patience) {
    return ask(checks, patience);
  }

  private static CompletionStage<Map<String, String>> ask(
      Map<String, Supplier<CompletionStage<Optional<String>>>> checks, Duration patience) {
    Map<String, CompletableFuture<Optional<String>>> answers = new LinkedHashMap<>();
    new TreeMap<>(checks).forEach((name, check) -> answers.put(name, answer(check, patience)));
    return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              Map<String, String> problems = new LinkedHashMap<>();
              answers.forEach(
                  (name, answer) -> answer.join().ifPresent(wrong -> problems.put(name, wrong)));
              return problems;
            });
  }

  private static CompletableFuture<Optional<String>> answer(
      Supplier<CompletionStage<Optional<String>>> check, Duration patience) {
    CompletableFuture<Optional<String>> answer;
    try {
      answer = check.get().toCompletableFuture().copy();
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    return answer
        .completeOnTimeout(
            Optional.of("no answer in " + patience.toMillis() + " ms"),
            patience.toMillis(),
            TimeUnit.MILLISECONDS)
        .exceptionally(e -> Optional.of(reason(e)));
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }
}
